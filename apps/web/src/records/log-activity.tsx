import { type FieldDef, type Fields, fieldOf, type Labels, type RecordAnswer } from '@wellspring/objects';
import { Button, Input, Segmented } from 'antd';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../app/i18n.ts';
import { useCan, useMeta, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon, kindIcon } from '../ui/icon.tsx';
import { checkValues, createBody, startValues } from './check-value.ts';
import { DetailError, DetailSkeleton } from './detail/states.tsx';
import { FormField } from './form-fields.tsx';
import { titleOf } from './known-titles.ts';
import { logPrefill, NEXT, nextMoment } from './log-prefill.ts';
import { useDraft } from './use-draft.ts';
import { useRecord } from './use-record.ts';
import { useSave } from './use-save.ts';
import { useSubmit } from './use-submit.ts';
import './record-form.css';
import './log-activity.css';

type Props = { object: string; id: string; draftKey: string; onDone: () => void; onCancel: () => void; onDirty?: (dirty: boolean) => void; onTitle?: (title: string) => void };

/** Notes a call or a visit with a record in seconds: everything it is about is filled in already. */
export function LogForm({ object, id, onTitle, ...rest }: Props) {
  const def = useObject(object);
  const { answer, partial, error, retry } = useRecord(object, id);
  const title = titleOf(answer?.record, def.titleField);
  useEffect(() => { if (title) onTitle?.(title); }, [title, onTitle]);
  if (error && !answer) return <DetailError error={error} onRetry={retry} />;
  return answer && !partial ? <Form object={object} answer={answer} {...rest} /> : <DetailSkeleton />;
}

function Form({ object, answer, draftKey, onDone, onCancel, onDirty }: Omit<Props, 'id' | 'onTitle'> & { answer: RecordAnswer }) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const words = useWords();
  const can = useCan();
  const { company } = useMeta();
  const def = useObject('activity');
  const formId = useId();
  const { create } = useSave('activity');
  const [prefill] = useState(() => logPrefill(object, answer.record));
  const form = useDraft(draftKey, startValues(def.fields as Fields, prefill), onDirty);
  const content = useRef<HTMLDivElement>(null);
  const { errors, setErrors, busy, submit, onKey } = useSubmit({
    check: () => checkValues(def.fields as Fields, form.values, { locale, timeZone: company.timeZone }),
    send: async () => {
      await create(createBody(prefill, form.changed), { idempotencyKey: form.key });
      form.finish();
      onDone();
    },
    onFaults: (faults) => { if (faults.content) content.current?.querySelector('textarea')?.focus(); },
  });
  const parent = useObject(object);
  const labels = useMemo((): Labels => ({ ...answer.labels, [object]: { ...answer.labels[object], [answer.record.id]: titleOf(answer.record, parent.titleField) } }), [answer, object, parent.titleField]);
  useEffect(() => { content.current?.querySelector('textarea')?.focus(); }, []);

  const set = (name: string, value: unknown): void => { form.change(name, value); setErrors(({ [name]: _gone, ...others }) => others); };
  const kinds = ((def.fields as Fields).kind as Extract<FieldDef, { type: 'select' }>).options;
  const writable = (name: string): boolean => can.field('activity', name) === 'write';
  const field = (name: string) => (writable(name) ? <FormField key={name} object="activity" field={name} def={fieldOf(def, name) as FieldDef} value={form.values[name]} values={form.values} labels={labels} error={errors[name]} formId={formId} onChange={(value) => set(name, value)} /> : null);
  const quick = NEXT.map((choice) => ({ value: nextMoment(choice, new Date(), company.timeZone), label: t(`record.quick.${choice}`) })).filter((choice) => Date.parse(choice.value) > Date.now());
  return (
    <form className="ws-form ws-log" aria-label={t('record.log')} noValidate onKeyDown={onKey} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <div className="ws-form-body">
        <Segmented<string> className="ws-log-kinds" block value={String(form.values.kind)} onChange={(kind) => set('kind', kind)} aria-label={words.field('activity', 'kind')} options={kinds.map((option) => ({ value: option.key, label: <span className="ws-log-kind"><Icon name={kindIcon(option.key)} size={14} />{words.option('activity', 'kind', option.key)}</span> }))} />
        <div ref={content}>
          <Input.TextArea id={`${formId}-content`} aria-label={words.field('activity', 'content')} placeholder={t('record.logPlaceholder')} autoSize={{ minRows: 4, maxRows: 10 }} value={String(form.values.content ?? '')} status={errors.content ? 'error' : ''} onChange={(event) => set('content', event.target.value)} />
          {errors.content ? <p className="ws-form-error" role="alert"><Icon name="warn" size={14} />{errors.content}</p> : null}
        </div>
        <div className="ws-form-grid">
          {field('contactId')}{field('result')}{object === 'customer' || object === 'contact' ? field('opportunityId') : null}{object === 'product' || object === 'task' ? field('customerId') : null}
        </div>
        <div className="ws-log-next">
          {field('nextAt')}
          <Segmented<string> size="small" aria-label={words.field('activity', 'nextAt')} value={quick.some((choice) => choice.value === form.values.nextAt) ? String(form.values.nextAt) : ''} onChange={(value) => set('nextAt', form.values.nextAt === value ? null : value)} options={quick} />
        </div>
        {form.values.nextAt ? field('nextNote') : null}
      </div>
      <footer className="ws-form-foot">
        <span className="ws-kbd">Ctrl</span><span className="ws-kbd">Enter</span><span className="ws-grow" />
        <Button onClick={onCancel}>{t('record.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>{t('record.save')}</Button>
      </footer>
    </form>
  );
}
