import { dayOf, type Filter, type HistoryEntry, instantToLocal, type Labels, type WireRecord } from '@wellspring/objects';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../app/i18n.ts';
import { client } from '../app/session.ts';
import { FieldValue } from '../fields/field-value.tsx';
import { useMeta, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon, kindIcon } from '../ui/icon.tsx';
import { relativeDay } from '../ui/relative.ts';
import { useNow } from '../ui/use-now.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { stepsField } from './detail/stage-path.tsx';
import { DetailError } from './detail/states.tsx';
import { mergeLabels, useHistory } from './history-pane.tsx';
import { keys } from './keys.ts';
import { openRecord } from './open-record.ts';

type Item = { id: string; at: string } & ({ kind: 'activity'; row: WireRecord } | { kind: 'move'; entry: HistoryEntry; before: unknown; after: unknown });
export type Day = { day: string; items: Item[] };

/** What was done and where the stage moved, newest first, by calendar day of the company. */
export function daysOf(rows: readonly WireRecord[], moves: readonly HistoryEntry[], field: string | null, timeZone: string): Day[] {
  const items: Item[] = [
    ...rows.map((row): Item => ({ kind: 'activity', id: row.id, at: String(row.at ?? row.createdAt ?? ''), row })),
    ...moves.flatMap((entry) => entry.changes.filter((change) => change.field === field && entry.kind === 'update').map((change): Item => ({ kind: 'move', id: entry.id, at: entry.at, entry, before: change.before, after: change.after }))),
  ].filter((item) => !Number.isNaN(Date.parse(item.at))).sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1));
  const days: Day[] = [];
  for (const item of items) {
    const day = dayOf(item.at, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item); else days.push({ day, items: [item] });
  }
  return days;
}

const SIZE = 50;
const COLUMNS = ['kind', 'content', 'at', 'contactId', 'opportunityId', 'result', 'minutes', 'nextAt', 'nextNote', 'ownerId'];

/** The story of a record: calls, visits and mails with the moves of its stage between them. */
export function Timeline({ object, id, base, onCreate }: { object: string; id: string; base: Filter; onCreate: (() => void) | undefined }) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const words = useWords();
  const now = useNow();
  const { company } = useMeta();
  const def = useObject(object);
  const activity = useObject('activity');
  const field = stepsField(def);
  const query = { filter: base, sort: ['-at'], columns: COLUMNS.filter((name) => name === 'ownerId' || Object.hasOwn(activity.fields, name)) };
  const list = useInfiniteQuery({
    queryKey: [...keys.lists('activity'), 'timeline', query],
    queryFn: ({ pageParam, signal }) => client.records('activity').query({ ...query, page: { size: SIZE, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next,
  });
  const history = useHistory(object, id, field ?? undefined, field !== null);
  const pages = list.data?.pages ?? [];
  const labels = mergeLabels([...pages.map((page) => page.labels), ...(history.data?.pages ?? []).map((page) => page.labels)]);
  const rows = pages.flatMap((page) => page.rows);
  const oldest = list.hasNextPage ? rows.at(-1)?.at : undefined;
  // Moves older than the last activity that was read wait for it: the order must not change when more arrives.
  const moves = (history.data?.pages ?? []).flatMap((page) => page.entries).filter((entry) => typeof oldest !== 'string' || entry.at >= oldest);
  const days = daysOf(rows, moves, field, company.timeZone);
  if (list.error) return <DetailError error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isSuccess && !days.length) {
    return <div className="ws-empty"><Icon name="note" size={24} /><strong>{t('record.noActivity')}</strong><span>{t('record.noActivityHelp')}</span>{onCreate ? <div className="ws-empty-actions"><Button size="small" type="primary" icon={<Icon name="plus" size={14} />} onClick={onCreate}>{t('record.log')}</Button></div> : null}</div>;
  }
  return (
    <div className="ws-pane-scroll ws-line">
      {days.map(({ day, items }) => (
        <section key={day}>
          <h4 title={day}>{relativeDay(day, { now, timeZone: company.timeZone, locale, t })}</h4>
          <ol>{items.map((item) => <li key={`${item.kind}/${item.id}`}>{item.kind === 'activity' ? <Activity row={item.row} labels={labels} clock={instantToLocal(item.at, company.timeZone).slice(11, 16)} /> : (
            <>
              <Icon name="arrow" size={14} />
              <div><div className="ws-line-head"><span className="ws-num">{instantToLocal(item.at, company.timeZone).slice(11, 16)}</span><span>{item.entry.userId ? labels.user?.[item.entry.userId] : t('record.system')}</span></div><span>{words.field(object, field ?? '')} <FieldValue object={object} field={field ?? ''} value={item.before} labels={labels} mode="text" /> → <b className="ws-b"><FieldValue object={object} field={field ?? ''} value={item.after} labels={labels} mode="text" /></b></span></div>
            </>
          )}</li>)}</ol>
        </section>
      ))}
      {list.hasNextPage ? <div className="ws-more-line"><Button size="small" type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('record.older')}</Button></div> : null}
    </div>
  );
}

function Activity({ row, labels, clock }: { row: WireRecord; labels: Labels; clock: string }) {
  const { t } = useTranslation();
  const show = (field: string, mode: 'text' | 'cell' = 'text') => (row[field] === null || row[field] === undefined ? null : <FieldValue object="activity" field={field} value={row[field]} labels={labels} record={row} mode={mode} />);
  return (
    <>
      <Icon name={kindIcon(row.kind)} size={14} />
      <div>
        <div className="ws-line-head"><span className="ws-num">{clock}</span><span>{show('kind')}</span>{row.contactId ? <span className="ws-t2">{show('contactId', 'cell')}</span> : null}{row.result ? show('result', 'cell') : null}<span className="ws-grow" /><span>{show('ownerId')}</span></div>
        <button type="button" className="ws-line-text" onClick={() => openRecord('activity', row.id, 'window')}>{String(row.content ?? '')}</button>
        {typeof row.nextAt === 'string' ? <div className="ws-line-next">{t('record.nextContact')} <RelativeTime at={row.nextAt} style="clock" /> {show('nextNote')}</div> : null}
      </div>
    </>
  );
}
