import { type AnyDef, QUERY_LIMITS, type SortKey } from '@wellspring/objects';
import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { isSortable, sortName } from '../list-state.ts';
import { possibleColumns } from './columns.ts';

type Props = { object: string; def: AnyDef; askable: (name: string) => boolean; sort: readonly SortKey[]; onSort: (sort: SortKey[]) => void };

/** The levels of the order, up to four, first to last. */
export function SortPopover({ object, def, askable, sort, onSort }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const used = new Set(sort.map(sortName));
  const free = possibleColumns(def).filter((name) => askable(name) && isSortable(def, name) && !used.has(name));
  const option = (name: string) => ({ value: name, label: words.field(object, name) });
  const put = (index: number, key: SortKey): void => onSort(sort.map((old, at) => (at === index ? key : old)));
  return (
    <div className="ws-sorts">
      {sort.map((key, index) => {
        const name = sortName(key);
        return (
          <div key={name} className="ws-sorts-level">
            <span className="ws-sorts-no">{index + 1}</span>
            <Select<string> size="small" value={name} options={[option(name), ...free.map(option)]} showSearch={{ optionFilterProp: 'label' }} aria-label={t('list.field')} onChange={(next) => put(index, key.startsWith('-') ? `-${next}` : next)} />
            <Segmented<string> size="small" value={key.startsWith('-') ? 'down' : 'up'} aria-label={t('list.direction')} options={[{ value: 'up', label: t('list.ascending') }, { value: 'down', label: t('list.descending') }]} onChange={(way) => put(index, way === 'down' ? `-${name}` : name)} />
            <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('list.removeLevel')} onClick={() => onSort(sort.filter((_, at) => at !== index))}><Icon name="x" size={14} /></button>
          </div>
        );
      })}
      <div className="ws-sorts-ends">
        <Button size="small" type="text" disabled={sort.length >= QUERY_LIMITS.sortKeys || !free[0]} icon={<Icon name="plus" size={12} />} onClick={() => { if (free[0]) onSort([...sort, free[0]]); }}>{t('list.addLevel')}</Button>
        <Button size="small" type="text" onClick={() => onSort([])}>{t('list.usualOrder')}</Button>
      </div>
    </div>
  );
}
