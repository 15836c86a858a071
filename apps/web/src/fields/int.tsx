import { filterOf } from './filter-of.tsx';
import { Figure, IntInput } from './number.tsx';
import { groupDigits } from './figures.ts';
import type { DisplayProps, FieldView } from './types.ts';

// A founding year is a number nobody groups.
const isYear = (props: DisplayProps): boolean => props.def.type === 'int' && (props.def.min ?? 0) >= 1000 && (props.def.max ?? Number.POSITIVE_INFINITY) < 10_000;
const IntDisplay = (props: DisplayProps) => <Figure value={props.value} mode={props.mode} text={(value) => (typeof value === 'number' && !isYear(props) ? groupDigits(String(value)) : String(value))} />;
export const intView: FieldView = { Display: IntDisplay, Input: IntInput, Filter: filterOf(IntInput), width: 90, align: 'right' };
