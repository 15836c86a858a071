import type { ImportResult, ImportState, TaskAnswer } from '@wellspring/objects';
import { errorText } from '@wellspring/objects/messages';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../app/i18n.ts';
import { navigateTo } from '../../app/navigate.ts';
import { client } from '../../app/session.ts';
import { toast } from '../../app/toast.tsx';
import { useMeta } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { downloadTask, isOpen, percentOf, taskKey, useTask, useWatched } from '../background-tasks.ts';
import { encodeState } from '../list-state.ts';
import { TaskProgress } from '../task-progress.tsx';
import { ListError } from '../table/list-states.tsx';
import { Conflicts } from '../undo/conflicts.tsx';
import { type Undoing, useUndo, useUndone } from '../use-undo.ts';
import { RowErrors } from './row-errors.tsx';
import { WizardBar } from './wizard-bar.tsx';

type Props = { object: string; state: ImportState; taskId: string; onOther: () => void };

/** The import at work and what came of it: numbers, refused rows to download, the new records, and the way back. */
export function RunStep({ object, state, taskId, onOther }: Props) {
  const cache = useQueryClient();
  const query = useTask(taskId);
  const task = query.data;
  const { undo, undoing } = useUndo();
  useWatched(taskId, task);
  const open = !task || isOpen(task);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (!open && wasOpen.current) void cache.invalidateQueries({ predicate: (one) => !['meta', 'background-task', 'import'].includes(String(one.queryKey[0])) });
    wasOpen.current = open;
  }, [open, cache]);
  const before = useUndone(!open).undone;
  const undone = undoing?.state === 'done' || (undoing === null && before.has(task?.operationId ?? ''));
  const result = (task?.result ?? null) as ImportResult | null;
  const act = (work: Promise<TaskAnswer>): void => { work.then((next) => cache.setQueryData(taskKey(next.id), next)).catch((error: unknown) => toast.error(error)); };

  return (
    <>
      <WizardBar object={object} step={open ? 3 : 4} state={state} rows={task?.total ?? result?.rows} />
      <div className="ws-imp-run">
        <div className="ws-imp-run-in">
          {query.error && !task ? <ListError error={query.error} onRetry={() => void query.refetch()} /> : null}
          {task ? <Headline object={object} task={task} result={result} undone={undone} undoing={undoing} /> : <span className="ws-skeleton" style={{ width: 240, height: 20 }} />}
          {task ? <RunActions object={object} task={task} result={result} undone={undone} undoing={undoing} onCancel={() => act(client.backgroundTasks.cancel(task.id))} onResume={() => act(client.backgroundTasks.resume(task.id))} onUndo={() => { if (task.operationId) void undo(task.operationId); }} onOther={onOther} /> : null}
          {undoing?.conflicts.length ? <Conflicts conflicts={undoing.conflicts} /> : null}
          {result && !undone ? <RowErrors object={object} mapping={state.mapping} errors={result.errors} failed={result.failed} /> : null}
        </div>
      </div>
    </>
  );
}

const PARTS = ['created', 'updated', 'skipped', 'failed'] as const;
type HeadProps = { object: string; task: TaskAnswer; result: ImportResult | null; undone: boolean; undoing: Undoing | null };
function Headline({ object, task, result, undone, undoing }: HeadProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const number = (value: number): string => value.toLocaleString(locale);
  const open = isOpen(task);
  const shown = undoing?.state === 'running' && undoing.task ? undoing.task : open ? task : null;
  const title = undoing?.state === 'running' ? 'undoing' : undone ? 'undone' : task.state;
  const rows = task.progress;
  return (
    <section className="ws-imp-result" role="status">
      <h2 className={title === 'failed' ? 'ws-bad' : ''}>{title === 'done' ? <Icon name="check" size={20} className="ws-ok" /> : null}{t(`import.state.${title}`, { object: words.object(object), count: result?.created ?? 0, rows: number(rows) })}</h2>
      {shown ? <><TaskProgress percent={percentOf(shown)} label={t(`import.state.${title}`, { object: words.object(object) })} /><p className="ws-t3 ws-num">{t('import.rowsOf', { done: number(shown.progress), total: shown.total === null ? '…' : number(shown.total) })}{open ? ` · ${t('import.mayLeave')}` : ''}</p></> : null}
      {task.state === 'failed' ? <p className="ws-bad">{errorText(task.error ?? 'task.failed', locale)} {t('import.failedHelp')}</p> : null}
      {task.state === 'cancelled' && !undone ? <p className="ws-t2">{t('import.cancelledHelp')}</p> : null}
      {undoing?.state === 'done' ? <p className="ws-t2">{t('import.undoneHelp', { count: undoing.undone, text: number(undoing.undone) })}</p> : null}
      {undoing?.state === 'failed' ? <p className="ws-bad">{t('import.undoFailed')}</p> : null}
      {result && !undone ? (
        <div className="ws-imp-numbers">
          <dl>{PARTS.map((part) => <div key={part} className={`is-${part}${result[part] ? '' : ' is-zero'}`}><dd>{number(result[part])}</dd><dt><i aria-hidden="true" />{t(`import.done.${part}`)}</dt></div>)}</dl>
          {result.refsCreated ? <p className="ws-t3 ws-sm">{t('import.refsCreated', { count: result.refsCreated, text: number(result.refsCreated) })}</p> : null}
        </div>
      ) : null}
    </section>
  );
}

type ActProps = HeadProps & { onCancel: () => void; onResume: () => void; onUndo: () => void; onOther: () => void };
function RunActions({ object, task, result, undone, undoing, onCancel, onResume, onUndo, onOther }: ActProps) {
  const { t } = useTranslation();
  const { user } = useMeta();
  if (isOpen(task)) return <div className="ws-imp-acts"><Button onClick={onCancel}>{t('import.stop')}</Button></div>;
  const busy = undoing?.state === 'running';
  const stopped = task.state === 'cancelled' || task.state === 'failed';
  const written = (result?.created ?? 0) + (result?.updated ?? 0) > 0;
  const openNew = (): void => navigateTo(`/o/${object}?${encodeState({ sort: [], filter: { and: [{ field: 'createdAt', op: 'gte', value: task.createdAt }, ...(task.finishedAt ? [{ field: 'createdAt', op: 'lte' as const, value: task.finishedAt }] : []), { field: 'createdById', op: 'eq', value: user.id }] } })}`);
  return (
    <div className="ws-imp-acts">
      {stopped && !undone && !busy ? <Button type="primary" onClick={onResume}>{t('import.resume')}</Button> : null}
      {result?.created && !undone && !busy ? <Button type={stopped ? 'default' : 'primary'} onClick={openNew}>{t('import.openNew')}</Button> : null}
      {task.fileName && !undone ? <Button icon={<Icon name="exp" size={14} />} onClick={() => downloadTask(task).catch((error: unknown) => toast.error(error))}>{t('import.download', { count: result?.failed ?? 0 })}</Button> : null}
      {written && task.operationId && !undone ? <Button icon={<Icon name="undo" size={14} />} loading={busy} onClick={onUndo}>{t('import.undo')}</Button> : null}
      <Button type={undone ? 'primary' : 'default'} onClick={onOther}>{t('import.another')}</Button>
    </div>
  );
}
