import type { Option } from '@wellspring/objects';
import { useWords } from '../meta/use-words.ts';
import { later } from '../ui/later.tsx';
import { LevelMark, StageMark, Tag } from '../ui/marks.tsx';
import { Dash, isBlank } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

export const ChoiceInput = later(() => import('./choice-input.tsx').then((module) => module.ChoiceInput), <span className="ws-input-wait" />);

const optionsOf = (def: DisplayProps['def']): readonly Option[] => ('options' in def ? def.options : []);
/** Label of a choice: of an action's input, of a field, or the text itself where the list is open. */
export function useOptionLabel({ object, field, def, action }: Pick<InputProps, 'object' | 'field' | 'def' | 'action'>): (key: string) => string {
  const words = useWords();
  return (key) => {
    const source = optionsOf(def).find((option) => option.key === key)?.label ?? key;
    if (action) return words.inputOption(object, action, field, key);
    const word = words.option(object, field, key);
    return word === key ? source : word;
  };
}

function SelectDisplay(props: DisplayProps) {
  const label = useOptionLabel(props);
  const { value, def, mode } = props;
  if (isBlank(value)) return <Dash mode={mode} />;
  const key = String(value);
  const text = label(key);
  const options = optionsOf(def);
  const index = options.findIndex((option) => option.key === key);
  if (mode === 'text') return <>{text}</>;
  if (def.type === 'select' && def.steps) return <StageMark index={index} color={options[index]?.color} label={text} />;
  if (index >= 0 && options.every((option) => option.label.length === 1)) return <LevelMark index={index} label={text} />;
  if (options.some((option) => option.color)) return <Tag color={options[index]?.color}>{text}</Tag>;
  return <span className="ws-ellipsis" title={mode === 'cell' ? text : undefined}>{text}</span>;
}
function SelectInput(props: InputProps) {
  const label = useOptionLabel(props);
  const open = props.def.type === 'select' && Boolean(props.def.open);
  return <ChoiceInput {...props} open={open} options={optionsOf(props.def).map((option) => ({ value: option.key, label: label(option.key) }))} />;
}
function SelectMany(props: InputProps) {
  const label = useOptionLabel(props);
  const open = 'open' in props.def && Boolean(props.def.open);
  return <ChoiceInput {...props} multiple open={open} options={optionsOf(props.def).map((option) => ({ value: option.key, label: label(option.key) }))} />;
}
export { SelectMany };
export const selectView: FieldView = { Display: SelectDisplay, Input: SelectInput, Filter: filterOf(SelectInput, SelectMany), width: 96, align: 'left' };
