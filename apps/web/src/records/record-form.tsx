import { Button } from 'antd';
import { type AnyDef, type FieldDef, type Fields, fieldOf, type Labels, type RecordAnswer } from '@wellspring/objects';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorMessage } from '../app/error-text.ts';
import { useLocale } from '../app/i18n.ts';
import { useCan, useMeta, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { checkValue, checkValues, createBody, startValues } from './check-value.ts';
import { DuplicateNote } from './duplicate-note.tsx';
import { FormField, inputId } from './form-fields.tsx';
import { rememberTitle, titleOf, withKnownTitles } from './known-titles.ts';
import { fieldErrors } from './server-errors.ts';
import { useDraft } from './use-draft.ts';
import { useDuplicates } from './use-duplicates.ts';
import { useSave } from './use-save.ts';
import './record-form.css';

type Props = {
  object: string; draft?: Record<string, unknown>; onDone: (answer: RecordAnswer, next?: 'open') => void; onCancel: () => void;
  /** Name under which what is typed is kept; a window gives its own. */
  draftKey?: string; onDirty?: (dirty: boolean) => void;
};
type Group = { title: string | null; fields: string[] };

/** Fields of a create form: the quick ones (and whatever is demanded), then the rest by section. */
export function groupsOf(def: AnyDef, writable: (name: string) => boolean, section: (index: number) => string): { quick: string[]; rest: Group[] } {
  const own = def.fields as Fields;
  const listed = [...new Set(def.detail.flatMap((part) => [...part.fields]))] as string[];
  const demanded = listed.filter((name) => own[name]?.required && !('default' in own[name]) && writable(name));
  const quick = [...new Set([...((def.quick ?? listed) as readonly string[]), ...demanded])].filter((name) => Object.hasOwn(own, name) && writable(name));
  const rest = def.detail.map((part, index) => ({ title: section(index), fields: (part.fields as readonly string[]).filter((name) => !quick.includes(name) && (name === 'ownerId' || (Object.hasOwn(own, name) && writable(name)))) }));
  return { quick, rest: rest.filter((group) => group.fields.length > 0) };
}

/** The form that creates a record: the quick fields first, "more" unfolds the rest. */
export function RecordForm({ object, draft = {}, onDone, onCancel, draftKey, onDirty }: Props) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const def = useObject(object);
  const { company } = useMeta();
  const can = useCan();
  const words = useWords();
  const formId = useId();
  const root = useRef<HTMLFormElement>(null);
  const save = useSave(object);
  const [given] = useState(draft);
  const form = useDraft(draftKey ?? `page.${object}`, startValues(def.fields as Fields, given), onDirty);
  const { quick, rest } = groupsOf(def, (name) => can.field(object, name) === 'write', (index) => words.section(object, index));
  const [more, setMore] = useState(() => rest.some((group) => group.fields.some((name) => name in form.changed)));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const duplicates = useDuplicates(def, form.values);
  const context = { locale, timeZone: company.timeZone };
  const defOf = (name: string): FieldDef => ({ ...(fieldOf(def, name) as FieldDef), ...(name === 'ownerId' ? { readonly: false } : {}) });
  const labels = withKnownTitles({} as Labels, form.values, (field) => { const to = (fieldOf(def, field) as { to?: string | readonly string[] } | undefined)?.to; return typeof to === 'string' ? [to] : (to ?? []); });

  const reveal = (faults: Record<string, string>): void => {
    setErrors(faults);
    const first = [...quick, ...rest.flatMap((group) => group.fields)].find((name) => faults[name]);
    if (!first) return;
    if (!quick.includes(first)) setMore(true);
    requestAnimationFrame(() => {
      const control = document.getElementById(inputId(formId, first));
      control?.focus();
      control?.scrollIntoView({ block: 'nearest' });
    });
  };
  const submit = async (next?: 'open' | 'again'): Promise<void> => {
    if (busy) return;
    const faults = checkValues(Object.fromEntries(Object.entries(def.fields as Fields).filter(([name]) => can.field(object, name) === 'write')), form.values, context);
    if (Object.keys(faults).length) { reveal(faults); return; }
    setBusy(true);
    setFailure(null);
    try {
      const answer = await save.create(createBody(given, form.changed), { idempotencyKey: form.key });
      rememberTitle(object, answer.record.id, titleOf(answer.record, def.titleField));
      if (next === 'again') { form.clear(); setErrors({}); focusFirst(root.current); return; }
      form.finish();
      onDone(answer, next);
    } catch (error) {
      const refused = fieldErrors(error);
      reveal(refused.fields);
      if (refused.rest || !Object.keys(refused.fields).some((name) => name in def.fields)) setFailure(errorMessage(error, t));
    } finally {
      setBusy(false);
    }
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.stopPropagation(); void submit(); }
    if (event.key === 'Escape' && !event.defaultPrevented && !form.dirty) { event.stopPropagation(); onCancel(); }
  };
  useEffect(() => { focusFirst(root.current); }, []);

  const field = (name: string) => (
    <FormField
      key={name} object={object} field={name} def={defOf(name)} value={form.values[name]} values={form.values} labels={labels} error={errors[name]} formId={formId}
      onChange={(value) => { form.change(name, value); if (errors[name]) setErrors(({ [name]: _gone, ...others }) => others); }}
      onLeave={() => { const value = form.changed[name]; const fault = value === undefined || value === null ? null : checkValue(defOf(name), value, context); if (fault) setErrors((old) => ({ ...old, [name]: fault })); }}
    />
  );
  return (
    <form ref={root} className="ws-form" aria-label={t('record.newOf', { object: words.one(object) })} noValidate onKeyDown={keys} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <div className="ws-form-body">
        <div className="ws-form-grid">{quick.map(field)}</div>
        <DuplicateNote object={object} duplicates={duplicates} />
        {rest.length ? (
          <button type="button" className="ws-form-more" aria-expanded={more} onClick={() => setMore(!more)}><Icon name={more ? 'down' : 'right'} size={14} />{t(more ? 'record.less' : 'record.more')}</button>
        ) : null}
        {more ? rest.map((group) => <fieldset key={group.title} className="ws-form-group"><legend>{group.title}</legend><div className="ws-form-grid">{group.fields.map(field)}</div></fieldset>) : null}
      </div>
      <footer className="ws-form-foot">
        <span className="ws-form-note" aria-live="polite">{failure ? <span className="ws-bad" role="alert">{failure}</span> : form.dirty && form.savedAt ? t('record.draftKept', { count: Object.keys(form.changed).length }) : null}</span>
        <span className="ws-grow" />
        <Button onClick={() => { if (!form.dirty) form.finish(); onCancel(); }}>{t('record.cancel')}</Button>
        <Button onClick={() => void submit('again')} disabled={busy} className="ws-form-again">{t('record.saveAgain')}</Button>
        <Button type="primary" htmlType="submit" loading={busy} title="Ctrl+Enter">{t('record.save')}</Button>
      </footer>
    </form>
  );
}
/** The first control that is still empty gets the keyboard. */
function focusFirst(root: HTMLElement | null): void {
  const controls = [...(root?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('.ws-form-grid input:not([type=checkbox]):not(:disabled), .ws-form-grid textarea') ?? [])];
  (controls.find((control) => control.value === '' && !control.readOnly) ?? controls[0])?.focus({ preventScroll: true });
}
