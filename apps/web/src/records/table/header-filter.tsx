import type { Condition, Filter } from '@wellspring/objects';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldFilter } from '../../fields/field-filter.tsx';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { conditionFor, withCondition } from './filter-model.ts';

type Props = { object: string; name: string; filter: Filter | undefined; onFilter: (filter: Filter | undefined) => void };

/** The funnel in a head: one condition on its column, by the field's own control. */
export function HeaderFilter({ object, name, filter, onFilter }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const current = conditionFor(filter, name);
  return (
    <Popover
      trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} destroyOnHidden arrow={false}
      content={<FilterForm object={object} name={name} current={current} onDone={(condition) => { setOpen(false); onFilter(withCondition(filter, name, condition)); }} />}
    >
      <button type="button" className="ws-headfilter" aria-label={t('list.filterColumn', { field: words.field(object, name) })} aria-pressed={current !== null}><Icon name="filter" size={12} /></button>
    </Popover>
  );
}

function FilterForm({ object, name, current, onDone }: { object: string; name: string; current: Condition | null; onDone: (condition: Condition | null) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [draft, setDraft] = useState<Condition | null>(current);
  return (
    <form className="ws-headform" aria-label={t('list.filterColumn', { field: words.field(object, name) })} onSubmit={(event) => { event.preventDefault(); onDone(draft); }}>
      <span className="ws-headform-name">{words.field(object, name)}</span>
      <FieldFilter object={object} field={name} condition={draft} onChange={setDraft} />
      <span className="ws-headform-ends">
        <Button size="small" type="text" disabled={!current} onClick={() => onDone(null)}>{t('list.clear')}</Button>
        <Button size="small" type="primary" htmlType="submit">{t('list.apply')}</Button>
      </span>
    </form>
  );
}
