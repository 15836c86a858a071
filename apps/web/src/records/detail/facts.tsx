import { type AnyDef, fieldOf, type RecordAnswer } from '@wellspring/objects';
import { FieldValue } from '../../fields/field-value.tsx';
import { MoneyText } from '../../ui/money-text.tsx';
import { useCan } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';

/** The figures one looks for first, in a row under the title. */
export function Facts({ def, answer }: { def: AnyDef; answer: RecordAnswer }) {
  const words = useWords();
  const can = useCan();
  const names = ((def.facts ?? []) as readonly string[]).filter((name) => fieldOf(def, name) && can.field(def.name, name) !== 'none');
  if (!names.length) return null;
  return (
    <dl className="ws-facts">
      {names.map((name) => {
        const field = fieldOf(def, name);
        const value = answer.record[name];
        const money = field?.type === 'money' || (field?.type === 'rollup' && field.as === 'money');
        return (
          <div key={name}>
            <dt>{words.field(def.name, name)}</dt>
            <dd>{money && value !== null && value !== undefined ? <MoneyText value={value} /> : <FieldValue object={def.name} field={name} value={value} labels={answer.labels} record={answer.record} mode="detail" />}</dd>
          </div>
        );
      })}
    </dl>
  );
}
