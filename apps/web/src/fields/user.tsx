import { filterOf } from './filter-of.tsx';
import { RefDisplay, RefInput, RefMany } from './ref.tsx';
import type { FieldView } from './types.ts';

export const userView: FieldView = { Display: RefDisplay, Input: RefInput, Filter: filterOf(RefInput, RefMany), width: 88, align: 'left' };
