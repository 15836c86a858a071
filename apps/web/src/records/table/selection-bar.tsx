import type { AnyDef, BulkRequest, BulkResult, Query } from '@wellspring/objects';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLocale } from '../../app/i18n.ts';
import { useCan, useMeta } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import { Menu } from '../../ui/menu.tsx';
import { allOf } from '../list-state.ts';
import { useBulk } from '../use-bulk.ts';
import { pickedCount, type Selection } from './selection.ts';

const TaskProgress = later(() => import('../task-progress.tsx').then((module) => module.TaskProgress));
const BulkEdit = lazy(async () => ({ default: (await import('../bulk-edit.tsx')).BulkEdit }));
const BulkTransfer = lazy(async () => ({ default: (await import('../bulk-transfer.tsx')).BulkTransfer }));
const BulkAction = lazy(async () => ({ default: (await import('../bulk-action.tsx')).BulkAction }));
const ExportDialog = lazy(async () => ({ default: (await import('../export-dialog.tsx')).ExportDialog }));

type Rows = Pick<Query, 'filter' | 'search' | 'view'>;
/** The records a selection stands for, as a bulk request or an export names them. */
export function pickedRows(selection: Selection, rows: Rows): { ids: string[] } | { query: Query } {
  if (!selection.all) return { ids: [...selection.ids] };
  const filter = allOf(rows.filter, selection.ids.size ? { not: { field: 'id', op: 'in', value: [...selection.ids] } } : undefined);
  return { query: { ...rows, ...(filter ? { filter } : {}) } };
}
/** The same records as a query, for exports. */
export const pickedQuery = (selection: Selection, rows: Rows): Query => {
  const picked = pickedRows(selection, rows);
  return 'query' in picked ? picked.query : { filter: { field: 'id', op: 'in', value: picked.ids } };
};

type Props = { object: string; def: AnyDef; selection: Selection; total: number; capped: boolean; rows: Rows; columns: readonly string[]; onAll: () => void; onNone: () => void };
type Dialog = { kind: 'edit' } | { kind: 'transfer' } | { kind: 'export' } | { kind: 'action'; name: string } | null;

/** What can be done with the ticked records; turns into the progress of what is being done. */
export function SelectionBar({ object, def, selection, total, capped, rows, columns, onAll, onNone }: Props) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const words = useWords();
  const can = useCan();
  const { access } = useMeta();
  const [dialog, setDialog] = useState<Dialog>(null);
  const { start, task, starting, dismiss } = useBulk(object);
  const count = pickedCount(selection, total);
  const number = (value: number): string => value.toLocaleString(locale);
  const run = async (request: BulkRequest): Promise<void> => {
    setDialog(null);
    if (await start({ ...request, ...pickedRows(selection, rows) })) onNone();
  };
  if (task) return <Running task={task} onClose={dismiss} />;
  if (!count) return null;

  const mayUpdate = (access.objects[object]?.update ?? 'none') !== 'none';
  const actions = Object.entries((def.actions ?? {}) as Record<string, { bulk?: boolean; input: object }>).filter(([name, action]) => action.bulk && can.do(object, name));
  const act = (name: string): void => { if (Object.keys(def.actions?.[name]?.input ?? {}).length) setDialog({ kind: 'action', name }); else void run({ op: 'action', action: name, input: {} }); };
  return (
    <div className="ws-selbar" role="toolbar" aria-label={t('list.selected', { count: number(count) })}>
      <b>{t('list.selected', { count: `${number(count)}${selection.all && capped ? '+' : ''}` })}</b>
      {!selection.all && total > count && <Button type="link" size="small" onClick={onAll}>{t('list.pickAll', { count: `${number(total)}${capped ? '+' : ''}` })}</Button>}
      <span className="ws-grow" />
      {mayUpdate && <Button type="text" size="small" icon={<Icon name="edit" size={14} />} disabled={starting} onClick={() => setDialog({ kind: 'edit' })}>{t('list.bulkEdit')}</Button>}
      {can.do(object, 'transfer') && <Button type="text" size="small" icon={<Icon name="user" size={14} />} disabled={starting} onClick={() => setDialog({ kind: 'transfer' })}>{t('list.transfer')}</Button>}
      {actions.length > 0 && actions.length <= 2 && actions.map(([name]) => <Button key={name} type="text" size="small" disabled={starting} onClick={() => act(name)}>{words.action(object, name)}</Button>)}
      {actions.length > 2 && <Menu items={actions.map(([name]) => ({ key: name, label: words.action(object, name) }))} onChoose={act}><Button type="text" size="small" icon={<Icon name="dots" size={14} />}>{t('base.more')}</Button></Menu>}
      {def.features.export && can.do(object, 'export') && <Button type="text" size="small" icon={<Icon name="exp" size={14} />} onClick={() => setDialog({ kind: 'export' })}>{t('list.export')}</Button>}
      {can.do(object, 'delete') && <Button type="text" size="small" icon={<Icon name="trash" size={14} />} disabled={starting} onClick={() => void run({ op: 'delete' })}>{t('base.delete')}</Button>}
      <span className="ws-selbar-line" />
      <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('list.pickNone')} onClick={onNone}><Icon name="x" size={14} /></button>
      <Suspense fallback={null}>
        {dialog?.kind === 'edit' && <BulkEdit object={object} def={def} count={count} onClose={() => setDialog(null)} onApply={(changes) => void run({ op: 'update', changes })} />}
        {dialog?.kind === 'transfer' && <BulkTransfer object={object} count={count} onClose={() => setDialog(null)} onApply={(ownerId) => void run({ op: 'transfer', ownerId })} />}
        {dialog?.kind === 'action' && <BulkAction object={object} def={def} action={dialog.name} count={count} onClose={() => setDialog(null)} onApply={(input) => void run({ op: 'action', action: dialog.name, input })} />}
        {dialog?.kind === 'export' && <ExportDialog object={object} query={pickedQuery(selection, rows)} columns={[...columns]} open onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}

function Running({ task, onClose }: { task: NonNullable<ReturnType<typeof useBulk>['task']>; onClose: () => void }) {
  const { t } = useTranslation();
  const going = task.state === 'queued' || task.state === 'running';
  const total = task.total ?? 0;
  const result = task.result as BulkResult | null;
  return (
    <div className="ws-selbar" role="status">
      {going ? (
        <>
          <span>{t('list.bulkRunning')}</span>
          <span className="ws-selbar-progress"><TaskProgress percent={total ? Math.round((task.progress / total) * 100) : 0} label={t('list.bulkRunning')} /></span>
          <span className="ws-num ws-t3">{task.progress} / {total || '…'}</span>
        </>
      ) : (
        <span className="ws-ellipsis"><b>{t('list.bulkPartly', { done: result?.done ?? task.progress, failed: result?.failed ?? 0 })}</b> <span className="ws-t3">{result?.errors?.slice(0, 2).map((error) => `${error.title ?? ''} ${error.message}`).join(' · ')}</span></span>
      )}
      <span className="ws-grow" />
      <Link className="ws-link" to="/operations">{t('list.bulkDetails')}</Link>
      <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('base.close')} onClick={onClose}><Icon name="x" size={14} /></button>
    </div>
  );
}
