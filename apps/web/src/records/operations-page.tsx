import type { OperationAnswer } from '@wellspring/objects';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../app/i18n.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { useWords } from '../meta/use-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { RecordLink } from '../ui/record-link.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { percentOf } from './background-tasks.ts';
import { keys } from './keys.ts';
import { ListError } from './table/list-states.tsx';
import { TaskProgress } from './task-progress.tsx';
import { Conflicts } from './undo/conflicts.tsx';
import { type Undoing, useUndo } from './use-undo.ts';
import './operations-page.css';

const WAITING = [0, 1, 2, 3, 4, 5, 6, 7];
const drawings: Record<string, IconName> = { create: 'plus', update: 'edit', delete: 'trash', restore: 'undo', purge: 'trash', transfer: 'user', import: 'imp', undo: 'undo', win: 'check', lose: 'x', complete: 'check', reopen: 'hist', demo: 'box' };
const drawingOf = (kind: string): IconName => drawings[kind.replace(/^bulk-/, '')] ?? 'edit';

/** What the person did, newest first, each with the way back. */
export function OperationsPage() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({ queryKey: [...keys.operations, 'pages'], queryFn: ({ pageParam }) => client.operations.list(pageParam), initialPageParam: null as string | null, getNextPageParam: (last) => last.next });
  const { undo, undoing } = useUndo((done) => { if (done.state === 'done' && !done.conflicts.length) toast.done(t('undo.done', { count: done.undone })); else if (done.state === 'failed') toast.error(t('import.undoFailed')); });
  const operations = list.data?.pages.flatMap((page) => page.operations) ?? [];
  return (
    <div className="ws-ops-page">
      <div className="ws-bar"><h1>{t('shell.operations')}</h1><span className="ws-t3 ws-sm ws-ellipsis">{t('ops.help')}</span></div>
      <div className="ws-ops-scroll">
        {list.error && !operations.length ? <ListError error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isSuccess && !operations.length ? <EmptyState icon="hist" title={t('ops.none')} text={t('ops.noneText')} /> : null}
        {list.isPending || operations.length ? (
          <div className="ws-ops" role="table" aria-label={t('shell.operations')} aria-busy={list.isPending}>
            <div className="ws-op ws-op-head" role="row">{['what', 'object', 'record', 'count', 'when', ''].map((name) => <span key={name} role="columnheader" className={name === 'count' ? 'is-right' : ''}>{name ? t(`ops.col.${name}`) : null}</span>)}</div>
            {list.isPending ? WAITING.map((row) => <div key={row} className="ws-op" role="row"><span role="cell" className="ws-op-what"><span className="ws-skeleton" style={{ width: 72 }} /></span><span role="cell"><span className="ws-skeleton" style={{ width: 40 }} /></span><span role="cell"><span className="ws-skeleton" style={{ width: `${40 + ((row * 17) % 40)}%` }} /></span></div>) : null}
            {operations.map((operation) => <Row key={operation.id} operation={operation} of={operation.undoes ? operations.find((one) => one.id === operation.undoes) : undefined} undoing={undoing?.of === operation.id ? undoing : null} busy={undoing?.state === 'running'} onUndo={() => void undo(operation.id)} />)}
          </div>
        ) : null}
        {list.hasNextPage ? <div className="ws-ops-more"><Button type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('ops.older')}</Button></div> : null}
      </div>
    </div>
  );
}

type RowProps = { operation: OperationAnswer; of: OperationAnswer | undefined; undoing: Undoing | null; busy: boolean; onUndo: () => void };
function Row({ operation, of, undoing, busy, onUndo }: RowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const { kind, object, title, recordId, count, at, source, undoneBy, undoable } = operation;
  const undone = undoneBy !== null || undoing?.state === 'done';
  const what = t(`ops.kind.${kind}`, { defaultValue: kind });
  const running = undoing?.state === 'running';
  const many = t('ops.many', { count, text: count.toLocaleString(locale) });
  return (
    <>
      <div className={undone ? 'ws-op is-undone' : 'ws-op'} role="row">
        <span role="cell" className="ws-op-what"><Icon name={drawingOf(kind)} size={14} /><b className="ws-ellipsis" title={what}>{what}</b>{source === 'api' || source === 'system' ? <span className="ws-tag">{t(`ops.source.${source}`)}</span> : null}</span>
        <span role="cell" className="ws-t2 ws-ellipsis">{object ? words.object(object) : '—'}</span>
        <span role="cell" className="ws-op-record">{object && recordId && title ? <RecordLink object={object} id={recordId} quiet>{title}</RecordLink> : <span className="ws-t3 ws-ellipsis">{of ? t('ops.undoOf', { what: t(`ops.kind.${of.kind}`, { defaultValue: of.kind }), object: of.object ? words.object(of.object) : '', name: of.title ?? many }) : (title ?? many)}</span>}</span>
        <span role="cell" className="ws-op-count ws-num">{count.toLocaleString(locale)}</span>
        <span role="cell" className="ws-op-when"><RelativeTime at={at} style="clock" className="ws-t2" /></span>
        <span role="cell" className="ws-op-act">
          {undone ? <span className="ws-tag">{t('ops.undone')}</span> : undoable ? <Button size="small" type="text" icon={<Icon name="undo" size={14} />} loading={running} disabled={busy && !running} onClick={onUndo}>{t(kind === 'undo' ? 'ops.redo' : 'toast.undo')}</Button> : <span className="ws-t3 ws-sm">{t('ops.final')}</span>}
        </span>
      </div>
      {running && undoing.task ? <div className="ws-op-more"><TaskProgress percent={percentOf(undoing.task)} label={t('import.state.undoing')} /></div> : null}
      {undoing?.conflicts.length ? <div className="ws-op-more"><Conflicts conflicts={undoing.conflicts} /></div> : null}
    </>
  );
}
