import { type Filter, objectOf, type Query, type WireRecord } from '@wellspring/objects';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { client } from '../../app/session.ts';
import { useCount } from '../../app/use-count.ts';
import { FieldValue } from '../../fields/field-value.tsx';
import { useMeta } from '../../meta/use-meta.ts';
import { keys } from '../../records/keys.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { Block, WaitingRows } from './block.tsx';
import { listPath, ownedBy, type Whose } from './whose.ts';

type Watch = { object: string; view?: string; filter?: Filter; sort: string; title: string; icon: IconName; beside: string; tone: 'warn' | 'plain' };

const watches: readonly Watch[] = [
  { object: 'customer', view: 'silent', sort: 'lastContactAt', title: 'workbench.silent', icon: 'clock', beside: 'lastContactAt', tone: 'warn' },
  { object: 'opportunity', view: 'stalled', sort: 'stageAt', title: 'workbench.stalled', icon: 'lead', beside: 'stageAt', tone: 'warn' },
  { object: 'opportunity', filter: { and: [{ field: 'closeOn', op: 'within', value: 'next30Days' }, { field: 'stage', op: 'notIn', value: ['won', 'lost'] }] }, sort: 'closeOn', title: 'workbench.closing', icon: 'cal', beside: 'closeOn', tone: 'plain' },
  { object: 'customer', sort: '-updatedAt', title: 'workbench.changed', icon: 'edit', beside: 'updatedAt', tone: 'plain' },
];

/** What waits for somebody to notice it, each list five rows of a real one. */
export function AttentionBlock({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const shown = watches.filter((watch) => Object.hasOwn(meta.objects, watch.object));
  if (!shown.length) return null;
  return <Block title={t('workbench.attention')} grow><div className="ws-wb-grid">{shown.map((watch) => <WatchList key={watch.title} watch={watch} whose={whose} />)}</div></Block>;
}

function WatchList({ watch, whose }: { watch: Watch; whose: Whose }) {
  const { t } = useTranslation();
  const filter: Filter = watch.filter ? { and: [ownedBy(whose), watch.filter] } : ownedBy(whose);
  const scope = { ...(watch.view ? { view: watch.view } : {}), filter };
  const query: Query = { ...scope, sort: [watch.sort], columns: [...titleColumns(watch.object), watch.beside], page: { size: 5 } };
  const list = useQuery({ queryKey: keys.list(watch.object, query), queryFn: ({ signal }) => client.records(watch.object).query(query, { signal }), placeholderData: (old) => old });
  const count = useCount(watch.object, scope, watch.tone === 'warn');
  return (
    <div className="ws-watch">
      <h3><Icon name={watch.icon} size={14} /><Link to={listPath(watch.object, scope)}>{t(watch.title)}</Link>{count ? <span className={count.count ? 'ws-watch-count ws-warn' : 'ws-watch-count'}>{count.text}</span> : null}</h3>
      {list.isError ? <p className="ws-wb-none">{t('base.failed')}</p> : !list.data ? <WaitingRows count={5} height={24} /> : list.data.rows.length === 0 ? <p className="ws-wb-none">{t('workbench.nothing')}</p> : list.data.rows.map((row) => (
        <p key={row.id}><RecordLink object={watch.object} id={row.id} quiet>{titleOf(watch.object, row)}</RecordLink><span className={watch.tone === 'warn' ? 'ws-warn' : 'ws-t3'}>{row[watch.beside] === null ? t('workbench.never') : <FieldValue object={watch.object} field={watch.beside} value={row[watch.beside]} labels={list.data.labels} />}</span></p>
      ))}
    </div>
  );
}
const titleColumns = (object: string): string[] => [objectOf(object).titleField];
const titleOf = (object: string, row: WireRecord): string => String(row[titleColumns(object)[0] ?? 'name'] ?? '');
