import type { Filter, Labels, Query, WireRecord } from '@wellspring/objects';
import { dayOf } from '@wellspring/objects';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Segmented } from 'antd';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { invalidateObject } from '../../app/query-client.ts';
import { client } from '../../app/session.ts';
import { toast } from '../../app/toast.tsx';
import { useCount } from '../../app/use-count.ts';
import { useCan, useMeta } from '../../meta/use-meta.ts';
import { depthOf, openRecord } from '../../records/open-record.ts';
import { keys } from '../../records/keys.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon, kindIcon } from '../../ui/icon.tsx';
import { Avatar } from '../../ui/marks.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Block, WaitingRows } from './block.tsx';
import { listPath, ownedBy, type Whose } from './whose.ts';

type When = 'all' | 'overdue' | 'today' | 'week';
const SHOWN = 10;
const open: Filter = { field: 'status', op: 'eq', value: 'open' };
const due: Record<When, Filter[]> = { all: [], overdue: [{ field: 'dueAt', op: 'lt', value: 'P0D' }], today: [{ field: 'dueAt', op: 'within', value: 'today' }], week: [{ field: 'dueAt', op: 'within', value: 'thisWeek' }] };

/** Open to-dos, the oldest due first; ticking one completes it, and the toast takes it back. */
export function TodoBlock({ whose, today }: { whose: Whose; today: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const [when, setWhen] = useState<When>('all');
  const filterOf = (which: When): Filter => ({ and: [open, ownedBy(whose), ...due[which]] });
  const query: Query = { filter: filterOf(when), sort: ['dueAt'], columns: ['title', 'kind', 'dueAt', 'customerId', 'ownerId'], page: { size: SHOWN } };
  const list = useQuery({ queryKey: keys.list('task', query), queryFn: ({ signal }) => client.records('task').query(query, { signal }), placeholderData: (old) => old });
  const counts = { all: useCount('task', { filter: filterOf('all') }), overdue: useCount('task', { filter: filterOf('overdue') }), today: useCount('task', { filter: filterOf('today') }), week: useCount('task', { filter: filterOf('week') }) };
  const option = (value: When) => ({ value, label: value === 'all' ? t('base.all') : <span className="ws-num">{t(`workbench.${value}`)} {counts[value]?.text ?? ''}</span> });
  const add = (): void => void import('../../windows/window-store.ts').then((windows) => windows.openWindow({ kind: 'new', object: 'task' }));
  const rows = list.data?.rows;
  return (
    <Block
      title={t('workbench.todo')} note={counts.all?.text}
      extra={<><Segmented size="small" value={when} onChange={setWhen} options={(['all', 'overdue', 'today', 'week'] as const).map(option)} />{can.do('task', 'create') ? <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('workbench.addTodo')} title={t('workbench.addTodo')} onClick={add}><Icon name="plus" /></button> : null}</>}
    >
      {list.isError ? <p className="ws-wb-none">{t('base.failed')}</p> : !rows ? <WaitingRows count={8} /> : rows.length === 0 ? <EmptyState icon="check" title={t('workbench.todoNone')} text={t('workbench.todoNoneText')} /> : rows.map((row) => <TodoRow key={row.id} row={row} labels={list.data?.labels ?? {}} today={today} editable={list.data?.editable.includes(row.id) ?? false} />)}
      {list.data?.next ? <Link className="ws-wb-more" to={listPath('task', { filter: filterOf(when) })}>{t('workbench.allTodos', { count: counts[when]?.text ?? '' })}</Link> : null}
    </Block>
  );
}

function TodoRow({ row, labels, today, editable }: { row: WireRecord; labels: Labels; today: string; editable: boolean }) {
  const { t } = useTranslation();
  const { company, user } = useMeta();
  const [done, setDone] = useState(false);
  const owner = labels.user?.[String(row.ownerId)];
  const customer = labels.customer?.[String(row.customerId)];
  const dueAt = typeof row.dueAt === 'string' ? row.dueAt : null;
  const day = dueAt ? dayOf(dueAt, company.timeZone) : null;
  const late = day !== null && day < today ? Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000) : 0;
  const complete = async (): Promise<void> => {
    setDone(true);
    try {
      const answer = await client.records('task').act(row.id, 'complete', { version: row.version, input: {} });
      toast.done(t('workbench.completed'), { undo: answer.operationId });
      await invalidateObject('task');
    } catch (error) {
      setDone(false);
      toast.error(error);
    }
  };
  const show = (event: MouseEvent): void => { event.preventDefault(); openRecord('task', row.id, depthOf(event)); };
  return (
    <div className={done ? 'ws-todo ws-todo-done' : 'ws-todo'}>
      <Checkbox checked={done} disabled={!editable || done} onChange={() => void complete()} aria-label={t('workbench.complete', { title: String(row.title ?? '') })} />
      <Icon name={kindIcon(row.kind)} size={14} />
      <a className="ws-ellipsis" href={`/o/task/${row.id}`} onClick={show} title={String(row.title ?? '')}>{String(row.title ?? '')}{customer ? <span className="ws-t3"> {customer}</span> : null}</a>
      <span className={late ? 'ws-bad' : day === today ? 'ws-acc' : 'ws-t2'}>{late ? t('workbench.late', { count: late }) : dueAt ? <RelativeTime at={dueAt} style="clock" /> : null}</span>
      {owner ? <Avatar name={owner} me={row.ownerId === user.id} /> : <span />}
    </div>
  );
}
