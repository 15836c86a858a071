import type { FieldDef, Labels, WireRecord } from '@wellspring/objects';
import { fieldAt, useCan, useMeta } from '../meta/use-meta.ts';
import { fieldViews } from './registry.ts';
import type { Mode } from './types.ts';

type Props = { object: string; field: string; value: unknown; labels?: Labels | undefined; record?: WireRecord | undefined; mode?: Mode; def?: FieldDef };

/** A value of a field as people read it. `field` may hop through one ref (`customerId.industry`). */
export function FieldValue({ object, field, value, labels, record, mode = 'cell', def }: Props) {
  const meta = useMeta();
  const can = useCan();
  const place = def ? { object, name: field, def } : fieldAt(meta, object, field);
  if (!place) return null;
  // A value that a list did not bring along is on its way, not blank.
  if (record && !field.includes('.') && value === undefined && !Object.hasOwn(record, field)) return <span className="ws-value-wait" aria-hidden="true" />;
  const { Display } = fieldViews[place.def.type];
  const masked = can.field(place.object, place.name) === 'mask';
  return <Display object={place.object} field={place.name} def={place.def} value={value} labels={labels} record={record} mode={mode} masked={masked} />;
}
