import type { Condition, FieldDef, Labels, WireRecord } from '@wellspring/objects';
import type { ComponentType } from 'react';

/** cell: one line of a list. detail: a value on a record. text: bare words, for titles and sentences. */
export type Mode = 'cell' | 'detail' | 'text';
export type DisplayProps = { object: string; field: string; def: FieldDef; value: unknown; labels?: Labels | undefined; record?: WireRecord | undefined; mode: Mode; masked: boolean };

export type InputSize = 'small' | 'middle' | 'large';
export type InputProps = {
  object: string; field: string; def: FieldDef; value: unknown;
  onChange: (value: unknown) => void;
  /** Enter, Tab away, or a choice made: the inline edit is done. The value comes along, since the state of the caller may lag behind. */
  onCommit?: ((value: unknown) => void) | undefined;
  onCancel?: (() => void) | undefined;
  autoFocus?: boolean | undefined; status?: '' | 'error' | 'warning' | undefined; size?: InputSize | undefined; id?: string | undefined; disabled?: boolean | undefined; placeholder?: string | undefined;
  record?: Record<string, unknown> | undefined; labels?: Labels | undefined;
  /** Name of the action when the field is one of its inputs. */
  action?: string | undefined;
};
export type FilterProps = { object: string; field: string; def: FieldDef; condition: Condition | null; onChange: (condition: Condition | null) => void };

/** Everything the web knows about a field type. One object of this shape per type; nothing else knows the type. */
export type FieldView = { Display: ComponentType<DisplayProps>; Input: ComponentType<InputProps>; Filter: ComponentType<FilterProps>; width: number; align: 'left' | 'right' };
