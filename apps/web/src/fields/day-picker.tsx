import { instantToLocal, localToInstant } from '@wellspring/objects';
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useMeta } from '../meta/use-meta.ts';
import { useEnds } from './commit.ts';
import type { InputProps } from './types.ts';

type PickProps = InputProps & { shown: Dayjs | null; wire: (picked: Dayjs) => string; time: boolean };

function Picker({ shown, wire, time, ...props }: PickProps) {
  const [open, setOpen] = useState(props.autoFocus ?? false);
  const ends = useEnds(props, () => props.value ?? null);
  const pick = (picked: Dayjs | null): void => {
    const value = picked ? wire(picked) : null;
    ends.again();
    props.onChange(value);
    if (props.onCommit) ends.commit(value);
  };
  return (
    <DatePicker
      className="ws-picker" id={props.id} size={props.size ?? 'middle'} status={props.status ?? ''} disabled={props.disabled ?? false} autoFocus={props.autoFocus ?? false} placeholder={props.placeholder ?? ''}
      value={shown} onChange={pick} open={open} onOpenChange={setOpen} showTime={time ? { format: 'HH:mm', minuteStep: 5 } : false} format={time ? 'YYYY-MM-DD HH:mm' : 'YYYY-MM-DD'} showNow={!time} needConfirm={time}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && props.onCancel) { event.stopPropagation(); setOpen(false); props.onCancel(); }
      }}
      onBlur={() => { if (!open && props.onCommit) ends.commit(props.value ?? null); }}
    />
  );
}
const dayOrNull = (text: string): Dayjs | null => (dayjs(text).isValid() ? dayjs(text) : null);

/** A calendar day, without a zone. */
export function DayPicker(props: InputProps) {
  return <Picker {...props} time={false} shown={typeof props.value === 'string' ? dayOrNull(props.value) : null} wire={(picked) => picked.format('YYYY-MM-DD')} />;
}
/** A moment, drawn and picked in the company's zone wherever the browser stands. */
export function MomentPicker(props: InputProps) {
  const { timeZone } = useMeta().company;
  const shown = typeof props.value === 'string' && !Number.isNaN(Date.parse(props.value)) ? dayOrNull(instantToLocal(props.value, timeZone)) : null;
  return <Picker {...props} time shown={shown} wire={(picked) => localToInstant(`${picked.format('YYYY-MM-DDTHH:mm')}:00.000`, timeZone)} />;
}
