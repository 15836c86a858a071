import { Dash, isBlank } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

function LongTextDisplay({ value, mode }: DisplayProps) {
  if (isBlank(value)) return <Dash mode={mode} />;
  const text = String(value);
  if (mode === 'text') return <>{text}</>;
  return mode === 'cell' ? <span className="ws-ellipsis" title={text}>{text.replace(/\s+/g, ' ')}</span> : <span className="ws-pre">{text}</span>;
}
const LongTextInput = (props: InputProps) => <TextInput {...props} multiline />;
export const longTextView: FieldView = { Display: LongTextDisplay, Input: LongTextInput, Filter: filterOf(TextInput), width: 280, align: 'left' };
