import type { AnyDef, FieldDef } from '@wellspring/objects';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldInput } from '../fields/field-input.tsx';
import { useCan } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';

type Props = { object: string; def: AnyDef; count: number; onApply: (changes: Record<string, unknown>) => void; onClose: () => void };
type Line = { field: string; value: unknown };

/** The fields that one value for many records makes sense for. */
export const bulkFields = (def: AnyDef, right: (name: string) => string): string[] =>
  Object.entries(def.fields as Record<string, FieldDef>).filter(([name, field]) => !field.readonly && !field.unique && name !== def.titleField && right(name) === 'write').map(([name]) => name);

/** Gives many records the same values in some fields. */
export function BulkEdit({ object, def, count, onApply, onClose }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const fields = bulkFields(def, (name) => can.field(object, name));
  const [lines, setLines] = useState<Line[]>(() => { const first = def.list.columns.find((name) => fields.includes(name)) ?? fields[0]; return first ? [{ field: first, value: null }] : []; });
  const free = fields.filter((name) => !lines.some((line) => line.field === name));
  const put = (index: number, line: Line): void => setLines(lines.map((old, at) => (at === index ? line : old)));
  const blanked = lines.filter((line) => line.value === null || line.value === undefined || line.value === '');
  const required = blanked.filter((line) => (def.fields[line.field] as FieldDef).required);
  return (
    <Modal
      open title={t('list.bulkEditTitle', { count })} onCancel={onClose} okText={t('list.bulkEditDo', { count })} cancelText={t('base.cancel')} okButtonProps={{ disabled: !lines.length || required.length > 0 }}
      onOk={() => onApply(Object.fromEntries(lines.map((line) => [line.field, line.value ?? null])))} width={520}
    >
      <div className="ws-bulk">
        {lines.map((line, index) => (
          <div key={line.field} className="ws-bulk-line">
            <Select<string> value={line.field} aria-label={t('list.field')} showSearch={{ optionFilterProp: 'label' }} options={[line.field, ...free].map((name) => ({ value: name, label: words.field(object, name) }))} onChange={(field) => put(index, { field, value: null })} />
            <FieldInput object={object} field={line.field} value={line.value} onChange={(value) => put(index, { ...line, value })} />
            <button type="button" className="ws-icon-btn" aria-label={t('list.removeField')} onClick={() => setLines(lines.filter((_, at) => at !== index))}><Icon name="x" size={14} /></button>
          </div>
        ))}
        <Button size="small" type="text" disabled={!free[0]} icon={<Icon name="plus" size={12} />} onClick={() => { if (free[0]) setLines([...lines, { field: free[0], value: null }]); }}>{t('list.addField')}</Button>
        {required.length > 0 && <p className="ws-bad ws-sm">{t('list.bulkRequired', { fields: required.map((line) => words.field(object, line.field)).join(t('list.and')) })}</p>}
        {blanked.length > required.length && <p className="ws-warn ws-sm">{t('list.bulkBlank')}</p>}
        <p className="ws-t3 ws-sm">{t('list.bulkUndoNote')}</p>
      </div>
    </Modal>
  );
}
