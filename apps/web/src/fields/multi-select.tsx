import { Dash, isBlank } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import { SelectMany, useOptionLabel } from './select.tsx';
import { Tag } from '../ui/marks.tsx';
import type { DisplayProps, FieldView } from './types.ts';

function MultiSelectDisplay(props: DisplayProps) {
  const label = useOptionLabel(props);
  if (isBlank(props.value)) return <Dash mode={props.mode} />;
  if (!Array.isArray(props.value)) return <>{String(props.value)}</>;
  const words = props.value.map((key) => label(String(key)));
  if (props.mode === 'text') return <>{words.join('; ')}</>;
  return <span className="ws-tags" title={words.join('; ')}>{words.map((word) => <Tag key={word}>{word}</Tag>)}</span>;
}
export const multiSelectView: FieldView = { Display: MultiSelectDisplay, Input: SelectMany, Filter: filterOf(SelectMany, SelectMany), width: 160, align: 'left' };
