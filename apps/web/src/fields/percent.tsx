import { filterOf } from './filter-of.tsx';
import { Figure, readInt } from './number.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

const PercentDisplay = ({ value, mode }: DisplayProps) => <Figure value={value} mode={mode} text={(v) => (typeof v === 'number' ? `${v}%` : String(v))} />;
const PercentInput = (props: InputProps) => <TextInput {...props} numeric inputMode="numeric" suffix="%" read={(text) => readInt(text.replace(/[%％]\s*$/, ''))} />;
export const percentView: FieldView = { Display: PercentDisplay, Input: PercentInput, Filter: filterOf(PercentInput), width: 80, align: 'right' };
