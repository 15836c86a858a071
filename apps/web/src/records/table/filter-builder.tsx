import { type AnyDef, type Filter, QUERY_LIMITS } from '@wellspring/objects';
import { Button, Checkbox, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldFilter } from '../../fields/field-filter.tsx';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { possibleColumns } from './columns.ts';
import { FilterText } from './condition-text.tsx';
import { addAt, countConditions, emptyGroup, type Group, type Leaf, mayNest, type Path, removeAt, replaceAt, toFilter, toGroup, tooDeep } from './filter-model.ts';

type Props = { object: string; def: AnyDef; filter: Filter | undefined; limit: number; askable: (name: string) => boolean; onApply: (filter: Filter | undefined) => void; onClose: () => void };
type Parts = { object: string; fields: { value: string; label: string }[]; root: Group; limit: number; change: (root: Group) => void };

/** Builds a filter of any shape the server understands: groups within groups, AND, OR, NOT. */
export function FilterBuilder({ object, def, filter, limit, askable, onApply, onClose }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const [root, setRoot] = useState<Group>(() => { const group = toGroup(filter); return group.items.length ? group : addAt(group, [], leafOf(def.titleField)); });
  const fields = possibleColumns(def).filter(askable).map((name) => ({ value: name, label: words.field(object, name) }));
  const full = countConditions(root) >= QUERY_LIMITS.conditions;
  const deep = tooDeep(root, limit);
  return (
    <form className="ws-builder" aria-label={t('list.filter')} onSubmit={(event) => { event.preventDefault(); if (!deep) onApply(toFilter(root)); }}>
      <GroupEditor object={object} fields={fields} root={root} limit={limit} change={setRoot} group={root} path={[]} full={full} first={def.titleField} />
      {deep && <p className="ws-bad ws-sm" role="alert">{t('list.tooDeep', { limit })}</p>}
      <div className="ws-builder-ends">
        <Button type="text" onClick={() => { setRoot(emptyGroup); onApply(undefined); }}>{t('list.clearFilter')}</Button>
        <span className="ws-grow" />
        <Button onClick={onClose}>{t('base.cancel')}</Button>
        <Button type="primary" htmlType="submit" disabled={deep}>{t('list.apply')}</Button>
      </div>
    </form>
  );
}
const leafOf = (field: string): Leaf => ({ kind: 'leaf', field, condition: null });

function GroupEditor({ group, path, full, first, ...parts }: Parts & { group: Group; path: Path; full: boolean; first: string }) {
  const { t } = useTranslation();
  const { root, change, limit, object } = parts;
  const set = (patch: Partial<Group>): void => change(replaceAt(root, path, (node) => (node.kind === 'group' ? { ...node, ...patch } : node)));
  return (
    <fieldset className="ws-builder-group">
      <legend className="ws-visually-hidden">{t('list.group')}</legend>
      <div className="ws-builder-head">
        <Segmented<'and' | 'or'> size="small" value={group.join} aria-label={t('list.join')} options={[{ value: 'and', label: t('list.allHold') }, { value: 'or', label: t('list.anyHolds') }]} onChange={(join) => set({ join })} />
        <Checkbox checked={group.not} onChange={(event) => set({ not: event.target.checked })}>{t('list.not')}</Checkbox>
        <span className="ws-grow" />
        {path.length > 0 && <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('list.removeGroup')} onClick={() => change(removeAt(root, path))}><Icon name="x" size={14} /></button>}
      </div>
      {group.items.map((item, index) => {
        const place = [...path, index];
        // Places are the only names these nodes have; a removed one takes its inputs with it, since the kind and field are part of the key.
        const key = `${index}:${item.kind}:${item.kind === 'leaf' ? item.field : ''}`;
        if (item.kind === 'group') return <GroupEditor key={key} {...parts} group={item} path={place} full={full} first={first} />;
        return (
          <div key={key} className="ws-builder-leaf">
            {item.kind === 'raw' ? <span className="ws-builder-raw"><FilterText object={object} filter={item.filter} /></span> : <LeafEditor {...parts} leaf={item} path={place} />}
            <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('list.removeCondition')} onClick={() => change(removeAt(root, place))}><Icon name="x" size={14} /></button>
          </div>
        );
      })}
      <div className="ws-builder-add">
        <Button size="small" type="text" disabled={full} icon={<Icon name="plus" size={12} />} onClick={() => change(addAt(root, path, leafOf(first)))}>{t('list.addCondition')}</Button>
        <Button size="small" type="text" disabled={full || !mayNest(path, root, limit)} icon={<Icon name="plus" size={12} />} onClick={() => change(addAt(root, path, { ...emptyGroup, join: group.join === 'and' ? 'or' : 'and', items: [leafOf(first)] }))}>{t('list.addGroup')}</Button>
      </div>
    </fieldset>
  );
}

function LeafEditor({ leaf, path, object, fields, root, change }: Parts & { leaf: Leaf; path: Path }) {
  const { t } = useTranslation();
  const known = fields.some((field) => field.value === leaf.field) ? fields : [...fields, { value: leaf.field, label: leaf.field }];
  return (
    <>
      <Select<string>
        size="small" className="ws-builder-field" value={leaf.field} options={known} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} aria-label={t('list.field')}
        onChange={(field) => change(replaceAt(root, path, () => leafOf(field)))}
      />
      <FieldFilter object={object} field={leaf.field} condition={leaf.condition} onChange={(condition) => change(replaceAt(root, path, () => ({ ...leaf, condition })))} />
    </>
  );
}
