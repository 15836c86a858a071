import type { Condition } from '@wellspring/objects';
import { fieldAt, useMeta } from '../meta/use-meta.ts';
import { fieldViews } from './registry.ts';

type Props = { object: string; field: string; condition: Condition | null; onChange: (condition: Condition | null) => void };

/** Operator and value of one condition on a field; null while nothing is asked. */
export function FieldFilter({ object, field, condition, onChange }: Props) {
  const place = fieldAt(useMeta(), object, field);
  if (!place) return null;
  const { Filter } = fieldViews[place.def.type];
  return <Filter object={place.object} field={place.name} def={place.def} condition={condition} onChange={(next) => onChange(next ? { ...next, field } : null)} />;
}
