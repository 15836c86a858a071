import { instantToLocal } from '@wellspring/objects';
import { lazy, Suspense } from 'react';
import { useMeta } from '../meta/use-meta.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { DateInput } from './date.tsx';
import { Dash, isBlank } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

const MomentPicker = lazy(() => import('./day-picker.tsx').then((module) => ({ default: module.MomentPicker })));

/** A moment; masked ones are dots and no time. */
export function DatetimeDisplay({ value, mode }: DisplayProps) {
  const { company } = useMeta();
  if (isBlank(value)) return <Dash mode={mode} always />;
  const text = String(value);
  if (Number.isNaN(Date.parse(text))) return <>{text}</>;
  if (mode === 'text') return <>{instantToLocal(text, company.timeZone).slice(0, 16).replace('T', ' ')}</>;
  return <RelativeTime at={text} />;
}
const DatetimeInput = (props: InputProps) => <Suspense fallback={<span className="ws-input-wait" />}><MomentPicker {...props} /></Suspense>;
// A filter means days: "after the 3rd" is what people think, and what a saved view can keep.
export const datetimeView: FieldView = { Display: DatetimeDisplay, Input: DatetimeInput, Filter: filterOf(DateInput), width: 120, align: 'left' };
