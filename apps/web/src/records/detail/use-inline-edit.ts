import { useCallback, useEffect, useRef, useState } from 'react';
import type { FieldDef, RecordAnswer } from '@wellspring/objects';
import { useLocale } from '../../app/i18n.ts';
import { toast } from '../../app/toast.tsx';
import { useMeta } from '../../meta/use-meta.ts';
import { checkValue } from '../check-value.ts';
import { sameValue } from '../same-value.ts';
import { fieldErrors } from '../server-errors.ts';
import { LeftAsIsError, useSave } from '../use-save.ts';

export type Editing = { field: string; value: unknown; error: string | null };
export type InlineEdit = {
  editing: Editing | null;
  start: (field: string) => void;
  change: (value: unknown) => void;
  commit: (field: string, value: unknown, then?: 'next' | 'previous') => void;
  cancel: () => void;
};
type Options = { object: string; answer: RecordAnswer; defOf: (field: string) => FieldDef | undefined; order: string[]; onDirty?: ((dirty: boolean) => void) | undefined };

/** One value of a record being edited in its place: kept when leaving, checked here and by the server, back in the field with the fault when refused. */
export function useInlineEdit({ object, answer, defOf, order, onDirty }: Options): InlineEdit {
  const { save } = useSave(object);
  const [locale] = useLocale();
  const { company } = useMeta();
  const [editing, setEditing] = useState<Editing | null>(null);
  const latest = useRef({ answer, order, editing });
  latest.current = { answer, order, editing };
  const record = answer.record;
  const unsaved = editing !== null && !sameValue(editing.value, record[editing.field]);
  useEffect(() => onDirty?.(unsaved), [unsaved, onDirty]);

  const start = useCallback((field: string): void => {
    if (latest.current.editing?.field === field) return;
    setEditing({ field, value: latest.current.answer.record[field] ?? null, error: null });
  }, []);
  const change = useCallback((value: unknown): void => setEditing((old) => (old ? { ...old, value, error: null } : old)), []);
  const cancel = useCallback((): void => setEditing(null), []);
  const commit = useCallback((field: string, given: unknown, then?: 'next' | 'previous'): void => {
    const { answer: now, order: names } = latest.current;
    const value = typeof given === 'string' ? (given.trim() === '' ? null : given.trim()) : given;
    const go = (): void => {
      const at = names.indexOf(field) + (then === 'previous' ? -1 : 1);
      const next = then ? names[at] : undefined;
      // Another field may have been opened by the click that ended this edit.
      setEditing((old) => (next ? { field: next, value: now.record[next] ?? null, error: null } : old?.field === field ? null : old));
    };
    if (sameValue(value, now.record[field])) { go(); return; }
    const def = defOf(field);
    const fault = def ? checkValue(def, value, { locale, timeZone: company.timeZone }) : null;
    if (fault) { setEditing({ field, value, error: fault }); return; }
    go();
    save(now.record.id, now.record.version, { [field]: value }).catch((error: unknown) => {
      if (error instanceof LeftAsIsError) return;
      const refused = fieldErrors(error);
      const text = refused.fields[field] ?? Object.values(refused.fields)[0];
      if (text) setEditing({ field, value, error: text }); else toast.error(error);
    });
  }, [company.timeZone, defOf, locale, save]);
  return { editing, start, change, commit, cancel };
}
