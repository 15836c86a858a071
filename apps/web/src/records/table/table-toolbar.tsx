import type { AnyDef, Filter, SortKey } from '@wellspring/objects';
import { Button, type InputRef, Popover } from 'antd';
import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../meta/use-words.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { isGroupable, type ListState, type Patch } from '../list-state.ts';
import { possibleColumns } from './columns.ts';
import { FilterChips } from './filter-chips.tsx';
import { countConditions, toGroup } from './filter-model.ts';
import { QuickSearch } from './quick-search.tsx';

const FilterBuilder = lazy(async () => ({ default: (await import('./filter-builder.tsx')).FilterBuilder }));
const ColumnsPopover = lazy(async () => ({ default: (await import('./columns-popover.tsx')).ColumnsPopover }));
const SortPopover = lazy(async () => ({ default: (await import('./sort-popover.tsx')).SortPopover }));

type Props = {
  object: string; def: AnyDef; state: ListState; pane: boolean; narrow: boolean; base: Filter | undefined; sort: readonly SortKey[]; shown: readonly string[]; pinned: readonly string[]; depth: number; changed: boolean; askable: (name: string) => boolean;
  search: RefObject<InputRef | null>; extra: ReactNode;
  onState: (patch: Patch) => void; onGroup: (group: string | undefined) => void; onShown: (names: string[]) => void; onPin: (name: string, pin: boolean) => void; onReset: () => void; onLeave: () => void;
};

/** Search, filter, group, order and columns of one list. */
export function TableToolbar({ object, def, state, pane, narrow, sort, shown, pinned, depth, search, extra, changed, askable, onState, onGroup, onShown, onPin, onReset, onLeave }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const [building, setBuilding] = useState(false);
  const groups = possibleColumns(def).filter((name) => askable(name) && isGroupable(def, name));
  const compact = pane || narrow;
  const conditions = state.filter ? countConditions(toGroup(state.filter)) : 0;
  const views = Object.keys(def.views ?? {});
  return (
    <div className={`ws-bar ws-toolbar${pane ? ' is-pane' : ''}${narrow ? ' is-narrow' : ''}`} role="toolbar" aria-label={t('list.toolbar')}>
      {compact && views.length > 0 && (
        <Menu chosen={state.view ?? '*'} items={[{ key: '*', label: t('base.all') }, ...views.map((name) => ({ key: name, label: words.view(object, name) }))]} onChoose={(key) => onState({ view: key === '*' ? undefined : key })}>
          <Button className="ws-viewselect" size={pane ? 'small' : 'middle'} title={t('list.views')}><span className="ws-ellipsis">{state.view ? words.view(object, state.view) : t('base.all')}</span><Icon name="down" size={12} /></Button>
        </Menu>
      )}
      <QuickSearch value={state.search ?? ''} onSearch={(text) => onState({ search: text || undefined })} input={search} compact={pane} onLeave={onLeave} />
      {!pane && !narrow && <FilterChips object={object} filter={state.filter} onFilter={(filter) => onState({ filter })} onOpen={() => setBuilding(true)} />}
      <Popover
        trigger="click" placement="bottomLeft" open={building} onOpenChange={setBuilding} destroyOnHidden arrow={false} rootClassName="ws-builder-pop"
        content={<Suspense fallback={<span className="ws-skeleton" />}><FilterBuilder object={object} def={def} askable={askable} filter={state.filter} limit={depth} onClose={() => setBuilding(false)} onApply={(filter) => { setBuilding(false); onState({ filter }); }} /></Suspense>}
      >
        <ToolButton icon="filter" compact={pane} text={compact && conditions ? `${t('list.filter')} ${conditions}` : t('list.filter')} on={conditions > 0 && compact} />
      </Popover>
      {!narrow && <span className="ws-grow" />}
      {changed && !pane && <Button type="link" size="small" onClick={() => onState({ columns: undefined })}>{t('list.ownColumns')}</Button>}
      {!pane && <Menu chosen={state.group ?? ''} items={[{ key: '', label: t('list.noGroup') }, ...groups.map((name) => ({ key: name, label: words.field(object, name) }))]} onChoose={(key) => onGroup(key || undefined)}>
        <ToolButton icon="group" compact={compact} text={state.group ? `${t('list.groupBy')} ${words.field(object, state.group)}` : t('list.groupBy')} on={state.group !== undefined} />
      </Menu>}
      {!pane && <Popover trigger="click" placement="bottomRight" destroyOnHidden arrow={false} content={<Suspense fallback={<span className="ws-skeleton" />}><SortPopover object={object} def={def} askable={askable} sort={sort} onSort={(next) => onState({ sort: next })} /></Suspense>}>
        <ToolButton icon="sort" compact={compact} text={`${t('list.sort')} ${sort.length}`} />
      </Popover>}
      {!narrow && (
        <Popover trigger="click" placement="bottomRight" destroyOnHidden arrow={false} content={<Suspense fallback={<span className="ws-skeleton" />}><ColumnsPopover object={object} def={def} shown={shown} pinned={pinned} onShown={onShown} onPin={onPin} onReset={onReset} /></Suspense>}>
          <ToolButton icon="cols" compact={pane} text={`${t('list.columns')} ${shown.length}`} />
        </Popover>
      )}
      {extra}
    </div>
  );
}

type ToolProps = { icon: IconName; text: string; compact: boolean; on?: boolean };
/** A button of the bar; where room is short only its drawing is seen and the words are its name. */
function ToolButton({ icon, text, compact, on = false, ...rest }: ToolProps & Record<string, unknown>) {
  return compact
    ? <button type="button" {...rest} className={on ? 'ws-icon-btn ws-icon-btn-on' : 'ws-icon-btn'} aria-label={text} title={text}><Icon name={icon} size={16} /></button>
    : <Button type="text" {...rest} className={on ? 'ws-tool is-on' : 'ws-tool'} icon={<Icon name={icon} size={14} />}>{text}</Button>;
}
