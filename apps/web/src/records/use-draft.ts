import { useCallback, useEffect, useRef, useState } from 'react';
import { dropDraft, keepDraft, readDraft } from './drafts.ts';
import { freshKey, sameValue } from './same-value.ts';

/**
 * The values a person changed in a form, kept over reloads until they are saved or discarded.
 * `start` are the values the form opened with: a value equal to its start is no change.
 */
export function useDraft(name: string, start: Record<string, unknown>, onDirty?: (dirty: boolean) => void) {
  const [draft, setDraft] = useState(() => readDraft(name));
  const first = useRef(start);
  const latest = useRef(draft);
  const over = useRef(false);
  const dirty = Object.keys(draft.values).length > 0;
  useEffect(() => onDirty?.(dirty), [dirty, onDirty]);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent): void => { if (!keepDraft(name, latest.current)) event.preventDefault(); };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty, name]);

  const change = useCallback((field: string, value: unknown): void => {
    if (over.current) return;
    const values = { ...latest.current.values };
    if (sameValue(value, first.current[field])) delete values[field]; else values[field] = value;
    latest.current = { ...latest.current, values, at: Date.now() };
    if (Object.keys(values).length) keepDraft(name, latest.current); else dropDraft(name);
    setDraft(latest.current);
  }, [name]);
  /** The draft has served: saved or thrown away. */
  const finish = useCallback((): void => { over.current = true; dropDraft(name); }, [name]);
  /** Starts over with an empty form, for the next record. */
  const clear = useCallback((): void => {
    latest.current = { values: {}, key: freshKey(), at: 0 };
    dropDraft(name);
    setDraft(latest.current);
  }, [name]);
  return { changed: draft.values, values: { ...first.current, ...draft.values } as Record<string, unknown>, key: draft.key, savedAt: draft.at, dirty, change, finish, clear };
}
