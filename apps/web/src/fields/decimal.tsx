import { groupDigits } from './figures.ts';
import { filterOf } from './filter-of.tsx';
import { DecimalInput, Figure } from './number.tsx';
import type { DisplayProps, FieldView } from './types.ts';

const trimmed = (value: unknown): string => (/^-?\d+\.\d+$/.test(String(value)) ? String(value).replace(/\.?0+$/, '') : String(value));
const DecimalDisplay = ({ value, mode }: DisplayProps) => <Figure value={value} mode={mode} text={(v) => groupDigits(trimmed(v))} />;
export const decimalView: FieldView = { Display: DecimalDisplay, Input: DecimalInput, Filter: filterOf(DecimalInput), width: 100, align: 'right' };
