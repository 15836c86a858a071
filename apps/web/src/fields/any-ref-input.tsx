import { Select } from 'antd';
import { useState } from 'react';
import { useCan } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { RefPicker } from '../records/ref-picker.tsx';
import { readPointer } from './any-ref.tsx';
import type { InputProps } from './types.ts';

/** Which kind of record, and which one. */
export function AnyRefInput(props: InputProps) {
  const words = useWords();
  const can = useCan();
  const pointer = readPointer(props.value);
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
