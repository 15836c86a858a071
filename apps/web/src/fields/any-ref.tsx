import type { AnyRefValue } from '@wellspring/objects';
import { Select } from 'antd';
import { useState } from 'react';
import { useCan } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { RefPicker } from '../records/ref-picker.tsx';
import { RecordLink } from '../ui/record-link.tsx';
import { Dash } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

const read = (value: unknown): AnyRefValue | null => (typeof value === 'object' && value !== null && 'object' in value && 'id' in value ? (value as AnyRefValue) : null);

function AnyRefDisplay({ value, labels, mode }: DisplayProps) {
  const words = useWords();
  const pointer = read(value);
  if (!pointer) return value === null || value === undefined ? <Dash mode={mode} /> : <>{String(value)}</>;
  const title = labels?.[pointer.object]?.[pointer.id];
  if (title === undefined) return <Dash mode={mode} always />;
  if (mode === 'text') return <>{title}</>;
  return <span className="ws-ellipsis"><span className="ws-t3">{words.object(pointer.object)} </span><RecordLink object={pointer.object} id={pointer.id} quiet={mode === 'cell'}>{title}</RecordLink></span>;
}
function AnyRefInput(props: InputProps) {
  const words = useWords();
  const can = useCan();
  const pointer = read(props.value);
  const targets = props.def.type === 'anyRef' ? props.def.to.filter((name) => can.see(name)) : [];
  const [picked, setPicked] = useState<string | null>(null);
  const object = picked ?? pointer?.object ?? targets[0] ?? 'customer';
  return (
    <span className="ws-any-ref">
      <Select<string>
        size={props.size ?? 'middle'} disabled={props.disabled ?? false} value={object} popupMatchSelectWidth={false} options={targets.map((name) => ({ value: name, label: words.object(name) }))}
        onChange={(next) => { setPicked(next); if (pointer && pointer.object !== next) props.onChange(null); }}
      />
      <RefPicker
        key={object} to={object} value={pointer?.object === object ? pointer.id : null} labels={props.labels} onCancel={props.onCancel}
        onChange={(id) => { const value = id ? { object, id } : null; props.onChange(value); props.onCommit?.(value); }}
        autoFocus={props.autoFocus} status={props.status} size={props.size} id={props.id} disabled={props.disabled} placeholder={props.placeholder}
      />
    </span>
  );
}
export const anyRefView: FieldView = { Display: AnyRefDisplay, Input: AnyRefInput, Filter: filterOf(AnyRefInput), width: 180, align: 'left' };
