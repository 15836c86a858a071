import { type AnyDef, type FieldDef, type Fields, fieldOf, type RecordAnswer } from '@wellspring/objects';
import { useCallback, useMemo } from 'react';
import { useCan, usePreference } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { overrideOf } from '../../objects/registry.ts';
import { Icon } from '../../ui/icon.tsx';
import { isWide } from '../form-fields.tsx';
import { InlineValue, type Right } from './inline-value.tsx';
import { useInlineEdit } from './use-inline-edit.ts';

type Props = { def: AnyDef; answer: RecordAnswer; locked: boolean; onTransfer?: (() => void) | undefined; onDirty?: ((dirty: boolean) => void) | undefined };

/** Values a field of the flow may take from where it stands by a plain edit; those with their own form are reached from the path. */
export function flowOptions(def: AnyDef, field: FieldDef, name: string, current: unknown): FieldDef {
  const flow = def.flow as { field: string; transitions: Record<string, readonly string[]> } | undefined;
  if (!flow || flow.field !== name || field.type !== 'select') return field;
  const { moves = {} } = overrideOf(def.name);
  const open = new Set((flow.transitions[String(current)] ?? []).filter((key) => !Object.hasOwn(moves, key)));
  return { ...field, required: true, options: field.options.filter((option) => option.key === current || open.has(option.key)) };
}

/** All values of a record by section, each edited in its place. */
export function Sections({ def, answer, locked, onTransfer, onDirty }: Props) {
  const can = useCan();
  const words = useWords();
  const [folded, setFolded] = usePreference<string[] | null>(`fold.${def.name}`, null);
  const { record, labels, can: may } = answer;
  const closed = new Set(folded ?? def.detail.flatMap((part, index) => (part.collapsed ? [String(index)] : [])));

  const defOf = useCallback((name: string): FieldDef | undefined => {
    const field = fieldOf(def, name);
    return field ? flowOptions(def, field, name, record[name]) : undefined;
  }, [def, record]);
  const rightOf = (name: string, field: FieldDef): Right => {
    if (name === 'ownerId') return may.transfer && !locked && onTransfer ? 'own' : 'fixed';
    if (field.readonly || locked) return 'fixed';
    const right = can.field(def.name, name);
    return right !== 'write' ? 'denied' : may.update ? 'write' : 'fixed';
  };
  const order = useMemo(() => {
    const names = def.detail.flatMap((part, index) => (closed.has(String(index)) ? [] : [...part.fields])) as string[];
    return names.filter((name) => { const field = fieldOf(def, name); return field && !field.readonly && may.update && can.field(def.name, name) === 'write'; });
  }, [def, can, may.update, closed]);
  const edit = useInlineEdit({ object: def.name, answer, defOf, order, onDirty });

  const fold = (key: string): void => { const next = new Set(closed); if (!next.delete(key)) next.add(key); setFolded([...next]); };
  return (
    <>
      {def.detail.map((part, index) => {
        const names = (part.fields as readonly string[]).filter((name) => fieldOf(def, name) && can.field(def.name, name) !== 'none');
        if (!names.length) return null;
        const shut = closed.has(String(index));
        return (
          <section key={index} className="ws-sec">
            <h3><button type="button" aria-expanded={!shut} onClick={() => fold(String(index))}><Icon name={shut ? 'right' : 'down'} size={14} />{words.section(def.name, index)}</button></h3>
            {shut ? null : (
              <dl className="ws-vals">
                {names.map((name) => {
                  const field = defOf(name) as FieldDef;
                  const wide = isWide(field) || (field.type === 'text' && ((def.fields as Fields)[name] as { max?: number } | undefined)?.max === 300);
                  return <InlineValue key={name} object={def.name} field={name} def={field} record={record} labels={labels} edit={edit} right={rightOf(name, field)} wide={wide} onOwn={name === 'ownerId' ? onTransfer : undefined} />;
                })}
              </dl>
            )}
          </section>
        );
      })}
    </>
  );
}
