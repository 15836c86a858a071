import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import type { AnyDef } from '@wellspring/objects';
import { Button, Checkbox, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { moveColumn, possibleColumns } from './columns.ts';

type Props = { object: string; def: AnyDef; shown: readonly string[]; pinned: readonly string[]; onShown: (names: string[]) => void; onPin: (name: string, pin: boolean) => void; onReset: () => void };

/** Chooses columns, puts them in order by dragging or with the arrows, pins them to the left. */
export function ColumnsPopover({ object, def, shown, pinned, onShown, onPin, onReset }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const [find, setFind] = useState('');
  const wanted = find.trim().toLowerCase();
  const rest = possibleColumns(def).filter((name) => !shown.includes(name));
  const matches = (name: string): boolean => !wanted || words.field(object, name).toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted);
  const move = (name: string, delta: number): void => {
    const target = shown[shown.indexOf(name) + delta];
    if (target) onShown(moveColumn(shown, name, target, delta > 0 ? 'after' : 'before'));
  };
  return (
    <div className="ws-columns">
      <Input size="small" value={find} onChange={(event) => setFind(event.target.value)} placeholder={t('list.findColumn')} aria-label={t('list.findColumn')} prefix={<Icon name="search" size={12} />} allowClear />
      <ul className="ws-columns-list" aria-label={t('list.columns')}>
        {shown.filter(matches).map((name) => (
          <ColumnItem
            key={name} name={name} label={words.field(object, name)} checked locked={shown.length === 1} pinned={pinned.includes(name)} onPin={(pin) => onPin(name, pin)}
            onCheck={() => onShown(shown.filter((other) => other !== name))} onMove={(delta) => move(name, delta)} onDrop={(source, side) => onShown(moveColumn(shown, source, name, side))}
          />
        ))}
        {rest.filter(matches).map((name) => <ColumnItem key={name} name={name} label={words.field(object, name)} checked={false} locked={false} pinned={false} onCheck={() => onShown([...shown, name])} />)}
      </ul>
      <div className="ws-columns-ends"><Button size="small" type="text" onClick={onReset}>{t('list.resetColumns')}</Button></div>
    </div>
  );
}

type ItemProps = { name: string; label: string; checked: boolean; locked: boolean; pinned: boolean; onCheck: () => void; onPin?: (pin: boolean) => void; onMove?: (delta: number) => void; onDrop?: (source: string, side: 'before' | 'after') => void };
function ColumnItem({ name, label, checked, locked, pinned, onCheck, onPin, onMove, onDrop }: ItemProps) {
  const { t } = useTranslation();
  const item = useRef<HTMLLIElement>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const [edge, setEdge] = useState<string | null>(null);
  const movable = onDrop !== undefined;
  useEffect(() => {
    const element = item.current;
    if (!element || !movable) return;
    return combine(
      draggable({ element, getInitialData: () => ({ column: name }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.column === 'string' && source.data.column !== name,
        getData: ({ input }) => attachClosestEdge({ name }, { element, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source }) => { setEdge(null); drop.current?.(String(source.data.column), extractClosestEdge(self.data) === 'bottom' ? 'after' : 'before'); },
      }),
    );
  }, [movable, name]);
  return (
    <li ref={item} className={`ws-columns-item${edge ? ` is-over-${edge}` : ''}`}>
      <Checkbox checked={checked} disabled={locked} onChange={onCheck}>{label}</Checkbox>
      {checked && onMove && (
        <span className="ws-columns-tools">
          <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('list.moveUp', { field: label })} onClick={() => onMove(-1)}><Icon name="up" size={12} /></button>
          <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('list.moveDown', { field: label })} onClick={() => onMove(1)}><Icon name="down" size={12} /></button>
          <button type="button" className={pinned ? 'ws-icon-btn ws-icon-btn-s ws-icon-btn-on' : 'ws-icon-btn ws-icon-btn-s'} aria-pressed={pinned} aria-label={t('list.pin', { field: label })} onClick={() => onPin?.(!pinned)}><Icon name="pin" size={12} /></button>
        </span>
      )}
    </li>
  );
}
