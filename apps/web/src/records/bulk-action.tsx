import type { AnyDef, FieldDef } from '@wellspring/objects';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldInput } from '../fields/field-input.tsx';
import { useWords } from '../meta/use-words.ts';

type Props = { object: string; def: AnyDef; action: string; count: number; onApply: (input: Record<string, unknown>) => void; onClose: () => void };

/** Asks for what an action needs to know before it is done with many records. */
export function BulkAction({ object, def, action, count, onApply, onClose }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const input = (def.actions?.[action]?.input ?? {}) as Record<string, FieldDef>;
  const [values, setValues] = useState<Record<string, unknown>>({});
  const missing = Object.entries(input).some(([name, field]) => field.required && (values[name] === undefined || values[name] === null || values[name] === ''));
  return (
    <Modal open title={t('list.actionTitle', { action: words.action(object, action), count })} onCancel={onClose} okText={words.action(object, action)} cancelText={t('base.cancel')} okButtonProps={{ disabled: missing }} onOk={() => onApply(values)} width={460}>
      <div className="ws-bulk">
        {Object.entries(input).map(([name, field]) => (
          <label key={name} className="ws-bulk-input">
            <span>{words.input(object, action, name)}{field.required && <b className="ws-bad"> *</b>}</span>
            <FieldInput object={object} field={name} def={field} action={action} value={values[name] ?? null} onChange={(value) => setValues({ ...values, [name]: value })} />
          </label>
        ))}
        <p className="ws-t3 ws-sm">{t('list.bulkUndoNote')}</p>
      </div>
    </Modal>
  );
}
