import { MoneyText } from '../ui/money-text.tsx';
import { useMeta } from '../meta/use-meta.ts';
import { Dash, isBlank } from './dash.tsx';
import { currencySymbol, moneyText } from './figures.ts';
import { filterOf } from './filter-of.tsx';
import { readDecimal } from './number.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

/** In a one-currency column the sign would be noise; on a record it stands once before the figure. */
export function MoneyDisplay({ value, mode }: DisplayProps) {
  if (isBlank(value)) return <Dash mode={mode} always />;
  if (mode === 'text') return <>{moneyText(value)}</>;
  return <MoneyText value={value} plain={mode === 'cell'} />;
}
const MoneyInput = (props: InputProps) => <TextInput {...props} numeric inputMode="decimal" read={readDecimal} prefix={currencySymbol(useMeta().company.currency)} />;
export const moneyView: FieldView = { Display: MoneyDisplay, Input: MoneyInput, Filter: filterOf(MoneyInput), width: 110, align: 'right' };
