import type { AnyDef, WireRecord } from '@wellspring/objects';
import { fieldOf } from '@wellspring/objects';
import { Fragment, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../fields/field-value.tsx';
import { columnLook } from '../../fields/registry.ts';
import { isTimeField } from '../list-state.ts';
import type { ListView } from '../use-list.ts';
import { CardGroup } from './card-group.tsx';
import { MAX_PIXELS } from './page-plan.ts';

export const CARD_HEIGHT = 60;
const OVERSCAN = 6;
type Props = { object: string; def: AnyDef; view: ListView; names: readonly string[]; group: string | undefined; selectedId: string | undefined; label: string; onRange: (first: number, last: number) => void; onOpen: (row: WireRecord) => void; onToggleGroup: (key: string) => void; instead: ReactNode; foot: ReactNode };

/** Which columns a card has room for: a level before the name, attributes below it, a figure and the stage on the right. */
export function cardParts(def: AnyDef, names: readonly string[]): { lead: string | undefined; below: string[]; figure: string | undefined; state: string | undefined } {
  const others = names.filter((name) => name !== def.titleField);
  const field = (name: string) => fieldOf(def, name);
  const lead = others.find((name) => { const found = field(name); return found?.type === 'select' && found.options.every((option) => option.label.length === 1); });
  const figure = others.find((name) => { const found = field(name); return found !== undefined && columnLook(found).align === 'right'; });
  const state = others.find((name) => { const found = field(name); return found?.type === 'select' && name !== lead && Boolean(found.steps); }) ?? others.find((name) => name !== lead && field(name)?.type === 'select');
  return { lead, figure, state, below: others.filter((name) => name !== lead && name !== figure && name !== state && name !== 'code').slice(0, 3) };
}

/** The list on a phone: two lines a record, the whole width to touch. */
export function CardList({ object, def, view, names, group, selectedId, label, onRange, onOpen, onToggleGroup, instead, foot }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const lines = Math.min(view.lines, Math.floor(MAX_PIXELS / CARD_HEIGHT));
  const { first, last, measure } = useCards(box, lines, onRange);
  const parts = cardParts(def, names);
  const cards: ReactNode[] = [];
  for (let line = first; line <= last; line++) {
    const spot = view.spot(line);
    const row = view.row(line);
    const head = spot ? view.heads[spot.section] : null;
    const style = { top: line * CARD_HEIGHT, height: CARD_HEIGHT };
    if (spot?.kind === 'head' && head && group) cards.push(<CardGroup key={head.key} object={object} field={group} head={head} labels={view.labels} style={style} open={view.sections[spot.section]?.open ?? false} onToggle={() => onToggleGroup(head.key)} />);
    else if (!row) cards.push(<li key={line} className="ws-card ws-row-blank" style={style}><span className="ws-skeleton" style={{ width: '55%' }} /><span className="ws-skeleton" style={{ width: '35%' }} /></li>);
    else {
      const value = (name: string, mode: 'cell' | 'text' = 'cell') => <FieldValue object={object} field={name} value={row[name]} labels={view.labels} record={row} mode={mode} />;
      const title = row[def.titleField];
      cards.push(
        <li key={row.id} className={row.id === selectedId ? 'ws-card is-open' : 'ws-card'} style={style} aria-posinset={line + 1} aria-setsize={lines}>
          <a href={`/o/${object}/${row.id}`} className="ws-card-link" onClick={(event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); onOpen(row); }}>
            {parts.lead && <span className="ws-card-lead">{row[parts.lead] ? value(parts.lead) : null}</span>}
            <span className="ws-card-text">
              <span className="ws-card-title ws-ellipsis">{title === null || title === undefined || title === '' ? t('list.untitled') : value(def.titleField, 'text')}</span>
              <span className="ws-card-below ws-ellipsis">{parts.below.filter((name) => row[name] !== null && row[name] !== undefined && row[name] !== '').map((name, index) => <Fragment key={name}>{index > 0 ? ' · ' : ''}{value(name, isTimeField(fieldOf(def, name)) ? 'cell' : 'text')}</Fragment>)}</span>
            </span>
            <span className="ws-card-right">
              <span className="ws-card-figure">{parts.figure ? value(parts.figure) : null}</span>
              <span className="ws-card-state">{parts.state && row[parts.state] ? value(parts.state) : null}</span>
            </span>
          </a>
        </li>,
      );
    }
  }
  return (
    <>
      <div ref={box} className={view.stale ? 'ws-cards is-stale' : 'ws-cards'} onScroll={measure} tabIndex={0} role="region" aria-label={label} aria-busy={view.pending || view.stale}>
        {instead ?? <ul className="ws-cards-body" style={{ height: lines * CARD_HEIGHT }}>{cards}</ul>}
      </div>
      {foot}
    </>
  );
}

function useCards(box: RefObject<HTMLDivElement | null>, lines: number, onRange: (first: number, last: number) => void) {
  const [place, setPlace] = useState({ top: 0, height: 700 });
  const measure = (): void => {
    const element = box.current;
    if (!element) return;
    const next = { top: element.scrollTop, height: element.clientHeight || 700 };
    setPlace((old) => (Math.abs(old.top - next.top) < (OVERSCAN / 2) * CARD_HEIGHT && old.height === next.height ? old : next));
  };
  useLayoutEffect(measure, []);
  const top = Math.floor(place.top / CARD_HEIGHT);
  const bottom = Math.ceil((place.top + place.height) / CARD_HEIGHT);
  useEffect(() => onRange(top, bottom), [onRange, top, bottom]);
  return { first: Math.max(0, top - OVERSCAN), last: Math.min(lines - 1, bottom + OVERSCAN), measure };
}
