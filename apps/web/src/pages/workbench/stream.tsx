import type { Query } from '@wellspring/objects';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { client } from '../../app/session.ts';
import { useMeta } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { keys } from '../../records/keys.ts';
import { Avatar } from '../../ui/marks.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Block, WaitingRows } from './block.tsx';
import { listPath, ownedBy, type Whose } from './whose.ts';

/** What was last done with customers. */
export function StreamBlock({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const words = useWords();
  const { user } = useMeta();
  const query: Query = { filter: ownedBy(whose), sort: ['-at'], columns: ['kind', 'content', 'customerId', 'at', 'ownerId'], page: { size: 8 } };
  const { data, isError } = useQuery({ queryKey: keys.list('activity', query), queryFn: ({ signal }) => client.records('activity').query(query, { signal }), placeholderData: (old) => old });
  return (
    <Block title={t('workbench.stream')} grow extra={<Link className="ws-link ws-sm" to={listPath('activity', { filter: ownedBy(whose) })}>{t('workbench.details')}</Link>}>
      {isError ? <p className="ws-wb-none">{t('base.failed')}</p> : !data ? <WaitingRows count={5} height={48} /> : data.rows.length === 0 ? <p className="ws-wb-none">{t('workbench.streamNone')}</p> : data.rows.map((row) => {
        const owner = data.labels.user?.[String(row.ownerId)];
        const customer = data.labels.customer?.[String(row.customerId)];
        return (
          <div key={row.id} className="ws-event">
            <Avatar name={owner ?? ''} me={row.ownerId === user.id} />
            <div>
              <p><span>{owner ?? '—'}</span><span className="ws-t2">{words.option('activity', 'kind', String(row.kind))}</span>{customer ? <RecordLink object="customer" id={String(row.customerId)}>{customer}</RecordLink> : null}</p>
              <p className="ws-t3"><RecordLink object="activity" id={row.id} quiet>{String(row.content ?? '')}</RecordLink></p>
            </div>
            <span className="ws-t3 ws-sm">{typeof row.at === 'string' ? <RelativeTime at={row.at} /> : null}</span>
          </div>
        );
      })}
    </Block>
  );
}
