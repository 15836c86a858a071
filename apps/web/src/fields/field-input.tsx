import type { FieldDef } from '@wellspring/objects';
import { fieldAt, useCan, useMeta } from '../meta/use-meta.ts';
import { fieldViews } from './registry.ts';
import type { InputProps } from './types.ts';

type Props = Omit<InputProps, 'def'> & { def?: FieldDef | undefined };

/** The control that edits a field. `def` stands in for the definition where the field is the input of an action. Masked and read-only fields cannot be edited. */
export function FieldInput({ def, ...props }: Props) {
  const meta = useMeta();
  const can = useCan();
  const found = def ?? fieldAt(meta, props.object, props.field)?.def;
  if (!found) return null;
  const { Input } = fieldViews[found.type];
  // The owner is read-only to the field rules, since it changes by transfer; a create form may still choose him.
  const fixed = !def && props.field !== 'ownerId' && can.field(props.object, props.field) !== 'write';
  return <Input {...props} def={found} disabled={props.disabled || fixed} />;
}
