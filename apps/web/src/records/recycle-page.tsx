import type { Query } from '@wellspring/objects';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { FieldValue } from '../fields/field-value.tsx';
import { confirm } from '../app/confirm.tsx';
import { useLocale } from '../app/i18n.ts';
import { client } from '../app/session.ts';
import { useCan, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { RecordLink } from '../ui/record-link.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { isOpen, percentOf } from './background-tasks.ts';
import { keys } from './keys.ts';
import { ListError } from './table/list-states.tsx';
import { TaskProgress } from './task-progress.tsx';
import { useBulk } from './use-bulk.ts';
import './recycle-page.css';

const PAGE = 100;
const WAITING = [0, 1, 2, 3, 4, 5, 6, 7];

/** Deleted records of an object: look, bring back, or delete for good. */
export function RecyclePage() {
  const { object = '' } = useParams();
  return <Bin key={object} object={object} />;
}

function Bin({ object }: { object: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const can = useCan();
  const def = useObject(object);
  const { start, task, starting, dismiss } = useBulk(object);
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const mayRestore = can.do(object, 'restore');
  const mayPurge = can.do(object, 'purge');
  const extra = def.list.columns.filter((name) => name !== def.titleField && name !== 'ownerId').slice(0, 2);
  const query: Query = { recycled: true, sort: ['-deletedAt'], columns: [def.titleField, ...extra, 'ownerId', 'updatedById'], ...(search ? { search } : {}) };
  const list = useInfiniteQuery({
    queryKey: [...keys.list(object, query), 'bin'], enabled: mayRestore || mayPurge, placeholderData: keepPreviousData, staleTime: 0,
    queryFn: ({ pageParam, signal }) => client.records(object).query({ ...query, page: { size: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }), initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows.map((row) => ({ row, labels: page.labels }))) ?? [];
  const ids = rows.map(({ row }) => row.id).filter((id) => picked.has(id));
  if (!mayRestore && !mayPurge) return <EmptyState icon="lock" title={t('recycle.noRight')} />;

  const act = async (op: 'restore' | 'purge', which: string[]): Promise<void> => {
    if (await start({ op, ids: which })) setPicked(new Set());
  };
  const purge = (which: string[]): void => {
    void confirm({
      title: t('recycle.purgeTitle', { count: which.length, text: which.length.toLocaleString(locale), object: words.object(object) }), content: t('recycle.purgeText'), okText: t('recycle.purge'), cancelText: t('base.cancel'), okButtonProps: { danger: true }, autoFocusButton: 'cancel', onOk: () => act('purge', which),
    });
  };
  const toggle = (id: string): void => setPicked((old) => { const next = new Set(old); if (!next.delete(id)) next.add(id); return next; });
  const busy = starting || isOpen(task);
  return (
    <div className="ws-bin">
      <div className="ws-bar">
        <Link className="ws-icon-btn ws-icon-btn-s" to={`/o/${object}`} aria-label={t('import.toList')} title={t('import.toList')}><Icon name="left" size={14} /></Link>
        <h1>{t('recycle.title', { object: words.object(object) })}</h1>
        <Input className="ws-bin-search" value={typed} allowClear prefix={<Icon name="search" size={14} />} placeholder={t('recycle.search')} aria-label={t('recycle.search')} maxLength={100} onChange={(event) => setTyped(event.target.value)} />
        <span className="ws-grow" />
      </div>
      <div className="ws-bin-scroll" aria-busy={list.isPlaceholderData}>
        {list.error && !rows.length ? <ListError error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isSuccess && !rows.length ? <EmptyState icon={search ? 'search' : 'trash'} title={t(search ? 'recycle.notFound' : 'recycle.none')} text={t(search ? 'recycle.notFoundText' : 'recycle.noneText')}>{search ? <Button onClick={() => setTyped('')}>{t('recycle.clear')}</Button> : null}</EmptyState> : null}
        {list.isPending || rows.length ? (
          <div role="table" aria-label={t('recycle.title', { object: words.object(object) })}>
            <div className="ws-bin-row ws-bin-head" role="row">
              <span role="columnheader"><Checkbox aria-label={t('recycle.pickAll')} checked={rows.length > 0 && ids.length === rows.length} indeterminate={ids.length > 0 && ids.length < rows.length} onChange={(event) => setPicked(event.target.checked ? new Set(rows.map(({ row }) => row.id)) : new Set())} /></span>
              <span role="columnheader">{words.field(object, def.titleField)}</span>{extra.map((name) => <span key={name} role="columnheader">{words.field(object, name)}</span>)}
              <span role="columnheader">{words.field(object, 'ownerId')}</span><span role="columnheader">{t('recycle.by')}</span><span role="columnheader">{words.field(object, 'deletedAt')}</span><span role="columnheader" aria-label={t('base.more')} />
            </div>
            {list.isPending ? WAITING.map((row) => <div key={row} className="ws-bin-row" role="row"><span role="cell" /><span role="cell"><span className="ws-skeleton" style={{ width: `${45 + ((row * 19) % 40)}%` }} /></span></div>) : null}
            {rows.map(({ row, labels }) => {
              const title = String(row[def.titleField] ?? '—');
              const cell = (name: string) => <span key={name} role="cell" className="ws-ellipsis ws-bin-extra"><FieldValue object={object} field={name} value={row[name] ?? null} labels={labels} mode="cell" /></span>;
              return (
                <div key={row.id} className={picked.has(row.id) ? 'ws-bin-row is-picked' : 'ws-bin-row'} role="row">
                  <span role="cell"><Checkbox checked={picked.has(row.id)} aria-label={title} onChange={() => toggle(row.id)} /></span>
                  <span role="cell" className="ws-bin-title"><RecordLink object={object} id={row.id} quiet>{title}</RecordLink></span>
                  {extra.map(cell)}{cell('ownerId')}{cell('updatedById')}
                  <span role="cell" className="ws-bin-when">{typeof row.deletedAt === 'string' ? <RelativeTime at={row.deletedAt} style="clock" className="ws-t2" /> : null}</span>
                  <span role="cell" className="ws-bin-act">{mayRestore ? <Button size="small" type="text" disabled={busy} icon={<Icon name="undo" size={14} />} aria-label={`${t('recycle.restore')}: ${title}`} onClick={() => void act('restore', [row.id])}>{t('recycle.restore')}</Button> : null}</span>
                </div>
              );
            })}
          </div>
        ) : null}
        {list.hasNextPage ? <div className="ws-ops-more"><Button type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('recycle.more')}</Button></div> : null}
      </div>
      {ids.length || task ? (
        <div className="ws-bin-bar" role="toolbar" aria-label={t('list.selected', { count: ids.length })}>
          {task ? <><span>{isOpen(task) ? t('list.bulkRunning') : t('list.bulkPartly', { done: task.progress, failed: (task.result as { failed?: number } | null)?.failed ?? 0 })}</span><TaskProgress percent={percentOf(task)} label={t('list.bulkRunning')} /><span className="ws-grow" />{isOpen(task) ? null : <Button size="small" type="text" onClick={dismiss}>{t('base.close')}</Button>}</>
            : <><b>{t('list.selected', { count: ids.length })}</b><span className="ws-grow" />{mayRestore ? <Button size="small" type="primary" disabled={busy} onClick={() => void act('restore', ids)}>{t('recycle.restore')}</Button> : null}{mayPurge ? <Button size="small" danger disabled={busy} onClick={() => purge(ids)}>{t('recycle.purge')}</Button> : null}<button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('list.pickNone')} onClick={() => setPicked(new Set())}><Icon name="x" size={14} /></button></>}
        </div>
      ) : null}
    </div>
  );
}
