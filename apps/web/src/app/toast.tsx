import { message } from 'antd';
import type { MessageInstance } from 'antd/es/message/interface';
import i18next from 'i18next';
import { useEffect } from 'react';
import { errorMessage } from './error-text.ts';
import { queryClient } from './query-client.ts';
import { client } from './session.ts';

let api: MessageInstance | null = null;
const UNDO_SECONDS = 10;
const t = (key: string, params: Record<string, unknown> = {}): string => i18next.t(key, params);
let count = 0;

/** Gives the toasts a place; stands once in the page. */
export function ToastHost() {
  const [messages, holder] = message.useMessage({ maxCount: 3, top: 56 });
  useEffect(() => { api = messages; return () => { api = null; }; }, [messages]);
  return holder;
}

async function undo(operationId: string, key: string): Promise<void> {
  api?.destroy(key);
  try {
    const answer = await client.operations.undo(operationId);
    await queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'meta' });
    if ('task' in answer) toast.done(t('toast.undoGoesOn'));
    else if (answer.conflicts.length) toast.done(t('toast.undonePartly', { count: answer.undone, conflicts: answer.conflicts.length }));
    else toast.done(t('toast.undone'));
  } catch (error) {
    toast.error(error);
  }
}

/** Short messages at the foot of the page. What was destroyed can be undone from here instead of being asked about first. */
export const toast = {
  done(text: string, options: { undo?: string | undefined } = {}): void {
    const key = `toast-${count++}`;
    const operation = options.undo;
    api?.open({
      key, duration: operation ? UNDO_SECONDS : 3, className: 'ws-toast',
      content: operation ? <span>{text}<button type="button" className="ws-toast-undo" onClick={() => void undo(operation, key)}>{t('toast.undo')}</button></span> : text,
    });
  },
  error(error: unknown): void {
    api?.open({ duration: 6, className: 'ws-toast ws-toast-bad', content: <span role="alert">{typeof error === 'string' ? error : errorMessage(error, t)}</span> });
  },
};
