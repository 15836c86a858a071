import { type FocusEvent, type KeyboardEvent, useRef } from 'react';
import type { InputProps } from './types.ts';

/** Is this key still part of choosing a character in an input method? Such an Enter or Esc belongs to the method alone. */
export const isComposing = (event: KeyboardEvent): boolean => event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;

type Ends = Pick<InputProps, 'onCommit' | 'onCancel'>;
/** Ends of an inline edit: Enter and leaving commit, Esc cancels, each edit ends once. `multiline`: Enter writes a line, Ctrl+Enter commits. */
export function useEnds({ onCommit, onCancel }: Ends, current: () => unknown, multiline = false) {
  const ended = useRef(false);
  const commit = (value: unknown): void => {
    if (ended.current) return;
    ended.current = true;
    onCommit?.(value);
  };
  return {
    commit,
    again: () => { ended.current = false; },
    keys: {
      onKeyDown: (event: KeyboardEvent) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter' && onCommit && (!multiline || event.ctrlKey || event.metaKey)) { event.preventDefault(); commit(current()); }
        if (event.key === 'Escape' && onCancel) { event.preventDefault(); event.stopPropagation(); ended.current = true; onCancel(); }
      },
      onFocus: () => { ended.current = false; },
      onBlur: (_event: FocusEvent) => { if (onCommit) commit(current()); },
    },
  };
}
