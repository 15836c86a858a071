import type { Filter } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { FilterText } from './condition-text.tsx';
import { joinParts, partsOf } from './filter-model.ts';

type Props = { object: string; filter: Filter | undefined; onFilter: (filter: Filter | undefined) => void; onOpen: () => void };

/** What the list is narrowed by, a chip for each part; the cross takes the part away, the words open the builder. */
export function FilterChips({ object, filter, onFilter, onOpen }: Props) {
  const { t } = useTranslation();
  const parts = partsOf(filter);
  return parts.map((part, index) => (
    <span key={JSON.stringify(part)} className="ws-chip">
      <button type="button" className="ws-chip-text" onClick={onOpen}><FilterText object={object} filter={part} /></button>
      <button type="button" className="ws-chip-x" aria-label={t('list.removeFilter')} onClick={() => onFilter(joinParts(parts.filter((_, at) => at !== index)))}><Icon name="x" size={12} /></button>
    </span>
  ));
}
