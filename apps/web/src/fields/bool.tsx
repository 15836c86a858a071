import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { Dash } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import { isComposing } from './commit.ts';
import { ChoiceInput } from './select.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

function BoolDisplay({ value, mode }: DisplayProps) {
  const { t } = useTranslation();
  if (typeof value !== 'boolean') return value === null || value === undefined ? <Dash mode={mode} /> : <>{String(value)}</>;
  const text = t(value ? 'base.yes' : 'base.no');
  if (mode !== 'cell') return <>{text}</>;
  return value ? <span className="ws-yes" role="img" aria-label={text}><Icon name="check" size={14} /></span> : null;
}
function BoolInput(props: InputProps) {
  return (
    <Checkbox
      checked={props.value === true} disabled={props.disabled ?? false} autoFocus={props.autoFocus ?? false} {...(props.id ? { id: props.id } : {})}
      onChange={(event) => { props.onChange(event.target.checked); props.onCommit?.(event.target.checked); }}
      onKeyDown={(event) => { if (event.key === 'Escape' && !isComposing(event)) props.onCancel?.(); }}
    />
  );
}
function BoolChoice(props: InputProps) {
  const { t } = useTranslation();
  return <ChoiceInput {...props} value={props.value === null || props.value === undefined ? null : String(props.value)} onChange={(value) => props.onChange(value === null ? null : value === 'true')} options={[{ value: 'true', label: t('base.yes') }, { value: 'false', label: t('base.no') }]} />;
}
export const boolView: FieldView = { Display: BoolDisplay, Input: BoolInput, Filter: filterOf(BoolChoice), width: 72, align: 'left' };
