import type { FieldDef, Labels } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { FieldInput } from '../fields/field-input.tsx';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { doubtOf } from './check-value.ts';
import { useNarrow } from './detail/use-narrow.ts';

type Props = { object: string; field: string; def: FieldDef; value: unknown; values: Record<string, unknown>; labels: Labels; error?: string | undefined; formId: string; autoFocus?: boolean; action?: string; label?: string; onChange: (value: unknown) => void; onLeave?: () => void };

/** Fields that take the whole width of a form. */
export const isWide = (def: FieldDef): boolean => def.type === 'longText' || def.type === 'anyRef' || (def.type === 'text' && (def.max ?? 200) >= 300);
export const inputId = (formId: string, field: string): string => `${formId}-${field}`;

/** A labelled control of a form with what is wrong with it below. */
export function FormField({ object, field, def, value, values, labels, error, formId, autoFocus, action, label, onChange, onLeave }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const narrow = useNarrow();
  const id = inputId(formId, field);
  const doubt = error ? null : doubtOf(def, value);
  return (
    <div className={`ws-form-field${isWide(def) ? ' ws-form-wide' : ''}`} data-field={field} onBlur={onLeave}>
      <label htmlFor={id}>{label ?? (action ? words.input(object, action, field) : words.field(object, field))}{def.required ? <span className="ws-bad" aria-hidden="true"> *</span> : null}</label>
      <FieldInput object={object} field={field} def={def} id={id} value={value ?? null} record={values} labels={labels} autoFocus={autoFocus ?? false} status={error ? 'error' : ''} size={narrow ? 'large' : 'middle'} onChange={onChange} {...(action ? { action } : {})} />
      {error ? <p className="ws-form-error" role="alert" id={`${id}-error`}><Icon name="warn" size={14} />{error}</p> : null}
      {doubt ? <p className="ws-form-doubt"><Icon name="warn" size={14} />{t('record.mobileDoubt', { count: doubt.digits })}</p> : null}
    </div>
  );
}
