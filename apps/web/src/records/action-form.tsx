import { type AnyDef, dayOf, type FieldDef, type Fields, type WireRecord } from '@wellspring/objects';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../app/i18n.ts';
import { useMeta, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { overrideOf } from '../objects/registry.ts';
import { checkValues } from './check-value.ts';
import { FormField } from './form-fields.tsx';
import { useSubmit } from './use-submit.ts';
import './record-form.css';

type Props = { object: string; action: string; record?: WireRecord | undefined; onSubmit: (input: Record<string, unknown>) => Promise<unknown>; onCancel: () => void };
type Input = { label: string; input: Fields; color?: 'success' | 'error' };
const actionOf = (def: AnyDef, name: string): Input | undefined => (def.actions as Record<string, Input> | undefined)?.[name];

/** Does this action ask anything before it runs? */
export const asksInput = (def: AnyDef, action: string): boolean => Object.keys(actionOf(def, action)?.input ?? {}).length > 0;

/** What the inputs of an action start with: the record's own values, and today where a day is empty. */
export function actionStart(def: AnyDef, action: string, record: Record<string, unknown> | undefined, today: string): Record<string, unknown> {
  const names = overrideOf(def.name).inputs?.[action] ?? {};
  const start = Object.entries(actionOf(def, action)?.input ?? {}).map(([name, field]) => [name, record?.[names[name] ?? name] ?? (field.type === 'date' ? today : null)] as const);
  return Object.fromEntries(start.filter(([, value]) => value !== null));
}

/** The form of an action, in place: nothing else on the page is covered by it. */
export function ActionForm({ object, action, record, onSubmit, onCancel }: Props) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const { company } = useMeta();
  const words = useWords();
  const def = useObject(object);
  const formId = useId();
  const root = useRef<HTMLFormElement>(null);
  const spec = actionOf(def, action);
  const [values, setValues] = useState(() => actionStart(def, action, record, dayOf(new Date(), company.timeZone)));
  const { errors, setErrors, busy, submit, onKey } = useSubmit({
    check: () => (spec ? checkValues(spec.input, values, { locale, timeZone: company.timeZone }) : {}),
    send: () => onSubmit(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''))),
  });
  useEffect(() => { root.current?.querySelector<HTMLElement>('input, textarea')?.focus(); root.current?.scrollIntoView({ block: 'nearest' }); }, []);
  if (!spec) return null;
  const keys = (event: KeyboardEvent): void => {
    if (onKey(event) || event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Escape' && !event.defaultPrevented) { event.preventDefault(); event.stopPropagation(); onCancel(); }
  };
  return (
    <form ref={root} className="ws-action" aria-label={words.action(object, action)} noValidate onKeyDown={keys} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <h3>{words.action(object, action)}</h3>
      <div className="ws-form-grid">
        {Object.entries(spec.input).map(([name, field]) => (
          <FormField key={name} object={object} field={name} def={field as FieldDef} action={action} value={values[name]} values={values} labels={{}} error={errors[name]} formId={formId} onChange={(value) => { setValues((old) => ({ ...old, [name]: value })); setErrors(({ [name]: _gone, ...others }) => others); }} />
        ))}
      </div>
      <div className="ws-action-foot">
        <Button size="small" onClick={onCancel}>{t('record.cancel')}</Button>
        <Button size="small" type="primary" danger={spec.color === 'error'} htmlType="submit" loading={busy}>{words.action(object, action)}</Button>
      </div>
    </form>
  );
}
