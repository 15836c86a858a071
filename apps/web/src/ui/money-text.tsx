import { currencySymbol, moneyText } from '../fields/figures.ts';
import { useMeta } from '../meta/use-meta.ts';

/** An amount in tabular figures; the currency sign in grey unless `plain`. */
export function MoneyText({ value, plain = false }: { value: unknown; plain?: boolean }) {
  const { company } = useMeta();
  const text = moneyText(value);
  return <span className="ws-num">{plain ? null : <span className="ws-cur">{currencySymbol(company.currency)}</span>}{text}</span>;
}
