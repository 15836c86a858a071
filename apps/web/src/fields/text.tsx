import { Dash, isBlank } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, FieldView } from './types.ts';

/** One line of text; the whole of it on hover where it is cut. */
export function TextDisplay({ value, mode }: DisplayProps) {
  if (isBlank(value)) return <Dash mode={mode} />;
  const text = String(value);
  if (mode === 'text') return <>{text}</>;
  return <span className={mode === 'cell' ? 'ws-ellipsis' : 'ws-wrap'} title={mode === 'cell' ? text : undefined}>{text}</span>;
}
export const textView: FieldView = { Display: TextDisplay, Input: TextInput, Filter: filterOf(TextInput), width: 160, align: 'left' };
