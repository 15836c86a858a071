import type { Aggregate, Filter } from '@wellspring/objects';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLocale } from '../../app/i18n.ts';
import { client } from '../../app/session.ts';
import { currencySymbol, shortMoney } from '../../fields/figures.ts';
import { useMeta } from '../../meta/use-meta.ts';
import { keys } from '../../records/keys.ts';
import { Block } from './block.tsx';
import { listPath, monthName, ownedBy, type Whose } from './whose.ts';

type Tile = { key: string; object: string; at: string; where: Filter[]; sum?: string };
const tiles: readonly Tile[] = [
  { key: 'won', object: 'opportunity', at: 'closedOn', where: [{ field: 'stage', op: 'eq', value: 'won' }], sum: 'amount' },
  { key: 'newDeals', object: 'opportunity', at: 'createdAt', where: [], sum: 'amount' },
  { key: 'newCustomers', object: 'customer', at: 'createdAt', where: [] },
  { key: 'contacts', object: 'activity', at: 'at', where: [] },
];

/** The month in four numbers, each beside the month before. */
export function NumbersBlock({ whose, today }: { whose: Whose; today: string }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const [locale] = useLocale();
  const shown = tiles.filter((tile) => Object.hasOwn(meta.objects, tile.object) && (!tile.sum || Object.hasOwn(meta.objects[tile.object]?.fields ?? {}, tile.sum)));
  return <Block title={t(`workbench.numbers.${whose}`)} note={monthName(today, locale)}><dl className="ws-tiles">{shown.map((tile) => <NumberTile key={tile.key} tile={tile} whose={whose} />)}</dl></Block>;
}

function useFigure(tile: Tile, whose: Whose, period: 'thisMonth' | 'lastMonth'): { count: number; sum: string } | null {
  const aggregate: Aggregate = { filter: { and: [ownedBy(whose), { field: tile.at, op: 'within', value: period }, ...tile.where] }, measures: [{ fn: 'count' }, ...(tile.sum ? [{ fn: 'sum' as const, field: tile.sum }] : [])] };
  const { data } = useQuery({ queryKey: keys.aggregate(tile.object, aggregate), queryFn: ({ signal }) => client.records(tile.object).aggregate(aggregate, { signal }), staleTime: 60_000 });
  const values = data?.rows[0]?.values;
  return data ? { count: Number(values?.[0] ?? 0), sum: String(values?.[1] ?? '0') } : null;
}
function NumberTile({ tile, whose }: { tile: Tile; whose: Whose }) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const { company } = useMeta();
  const now = useFigure(tile, whose, 'thisMonth');
  const before = useFigure(tile, whose, 'lastMonth');
  const text = (figure: { count: number; sum: string }): string => (tile.sum ? shortMoney(figure.sum, locale) : figure.count.toLocaleString('en'));
  const filter: Filter = { and: [ownedBy(whose), { field: tile.at, op: 'within', value: 'thisMonth' }, ...tile.where] };
  return (
    <div>
      <dt><Link to={listPath(tile.object, { filter })}>{t(`workbench.${tile.key}`)}</Link>{now && tile.sum ? <span className="ws-num">{t('workbench.deals', { count: now.count })}</span> : null}</dt>
      <dd>{now ? <>{tile.sum ? <span className="ws-cur">{currencySymbol(company.currency)}</span> : null}{text(now)}</> : <span className="ws-skeleton" style={{ width: 72 }} />}</dd>
      <dd className="ws-tile-note">{before ? t('workbench.before', { value: text(before) }) : '\u00a0'}</dd>
    </div>
  );
}
