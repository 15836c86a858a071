import type { FilterProps, DisplayProps, FieldView } from './types.ts';
import { datetimeView } from './datetime.tsx';
import { intView } from './int.tsx';
import { moneyView } from './money.tsx';

const bases = { money: moneyView, int: intView, datetime: datetimeView } as const;
const baseOf = (def: DisplayProps['def']): FieldView => (def.type === 'rollup' ? bases[def.as] : intView);

function RollupDisplay(props: DisplayProps) {
  const { Display } = baseOf(props.def);
  return <Display {...props} />;
}
function RollupFilter(props: FilterProps) {
  const { Filter } = baseOf(props.def);
  return <Filter {...props} />;
}
/** A rollup is written by the engine alone, so its input is its display. */
const RollupInput: FieldView['Input'] = (props) => <RollupDisplay object={props.object} field={props.field} def={props.def} value={props.value} mode="detail" masked={false} />;
export const rollupView: FieldView = { Display: RollupDisplay, Input: RollupInput, Filter: RollupFilter, width: 110, align: 'right' };
