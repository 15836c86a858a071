import type { FieldDef, Labels, WireRecord } from '@wellspring/objects';
import { Tooltip } from 'antd';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldInput } from '../../fields/field-input.tsx';
import { FieldValue } from '../../fields/field-value.tsx';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import type { InlineEdit } from './use-inline-edit.ts';

export type Right = 'write' | 'own' | 'denied' | 'fixed';
type Props = {
  object: string; field: string; def: FieldDef; record: WireRecord; labels: Labels; edit: InlineEdit;
  /** write: edited in place. own: changed in its own way (`onOwn`). denied: a right is missing. fixed: nobody edits it. */
  right: Right; wide: boolean; onOwn?: (() => void) | undefined;
};

/** A labelled value of a record that turns into its control in the same place. */
export function InlineValue({ object, field, def, record, labels, edit, right, wide, onOwn }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const id = useId();
  const label = words.field(object, field);
  const editing = edit.editing?.field === field ? edit.editing : null;
  const pencil = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  // The keyboard stays where the edit was, unless it has gone on already.
  useEffect(() => {
    if (was.current && !editing && document.activeElement === document.body) pencil.current?.focus({ preventScroll: true });
    was.current = editing !== null;
  }, [editing]);
  const editable = right === 'write' || (right === 'own' && onOwn !== undefined);
  const begin = (): void => { if (right === 'own') onOwn?.(); else if (right === 'write') edit.start(field); };
  const click = (event: MouseEvent): void => {
    // Links inside of the value, and selecting text to copy it, are no wish to edit.
    const selection = window.getSelection();
    const selecting = selection !== null && !selection.isCollapsed && selection.containsNode(event.currentTarget, true);
    if ((event.target as Element).closest('a, button') || !editable || selecting) return;
    begin();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229 || !editing) return;
    if (event.key === 'Tab') { event.preventDefault(); event.stopPropagation(); edit.commit(field, editing.value, event.shiftKey ? 'previous' : 'next'); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); edit.cancel(); }
  };
  return (
    <div className={`ws-val${wide ? ' ws-val-wide' : ''}${def.type === 'longText' ? ' ws-val-long' : ''}`} data-field={field}>
      <dt id={id} title={label}><span className="ws-ellipsis">{label}</span></dt>
      {editing ? (
        <dd className="ws-val-edit" onKeyDownCapture={keys}>
          <FieldInput
            object={object} field={field} def={def} value={editing.value} record={{ ...record, [field]: editing.value }} labels={labels} size="small" autoFocus status={editing.error ? 'error' : ''}
            onChange={edit.change} onCommit={(value) => edit.commit(field, value)} onCancel={edit.cancel}
          />
          {editing.error ? <p className="ws-form-error" role="alert"><Icon name="warn" size={14} />{editing.error}</p> : null}
        </dd>
      ) : (
        <dd className={editable ? 'ws-val-can' : ''} onClick={click} onDoubleClick={() => { if (editable) begin(); }}>
          <FieldValue object={object} field={field} def={def} value={record[field]} labels={labels} record={record} mode="detail" />
          {editable ? <button ref={pencil} type="button" className="ws-val-pencil" aria-label={t('record.editField', { field: label })} aria-describedby={id} onClick={begin}><Icon name="edit" size={14} /></button> : null}
          {right === 'denied' ? <Tooltip title={t('record.locked', { field: label })}><span className="ws-val-lock" role="img" aria-label={t('record.locked', { field: label })} tabIndex={-1}><Icon name="lock" size={12} /></span></Tooltip> : null}
        </dd>
      )}
    </div>
  );
}
