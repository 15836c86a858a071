import type { BulkResult, ExportResult, ImportCheckResult, ImportResult, TaskAnswer, UndoConflict } from '@wellspring/objects';
import { errorText } from '@wellspring/objects/messages';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLocale } from '../app/i18n.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { Icon } from '../ui/icon.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { downloadTask, isOpen, percentOf, useTasks } from './background-tasks.ts';
import { keys } from './keys.ts';
import { TaskProgress } from './task-progress.tsx';
import { useTaskName } from './use-task-name.ts';
import { Conflicts } from './undo/conflicts.tsx';
import { useUndo, useUndone } from './use-undo.ts';
import './task-tray.css';

const DAY = 86_400_000;

/** The person's background tasks, running ones first, each with what can be done about it. */
export function TaskList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { data, error, refetch } = useTasks();
  const { undo, undoing } = useUndo();
  const { undone, final } = useUndone();
  const tasks = data?.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  const act = (work: Promise<unknown>): void => { work.then(() => cache.invalidateQueries({ queryKey: keys.tasks })).catch((reason: unknown) => toast.error(reason)); };
  return (
    <div className="ws-tray" role="dialog" aria-label={t('tray.title')}>
      <div className="ws-tray-head"><h2>{t('tray.title')}</h2><span className="ws-grow" /><Link className="ws-link ws-sm" to="/operations" onClick={onLeave}>{t('shell.operations')}</Link></div>
      {error && !data ? <div className="ws-tray-empty" role="alert">{t('base.failed')} <Button type="link" size="small" onClick={() => void refetch()}>{t('base.retry')}</Button></div> : null}
      {!data && !error ? <div className="ws-tray-wait" aria-busy="true" /> : null}
      {tasks && !tasks.length ? <div className="ws-tray-empty">{t('tray.none')}</div> : null}
      <ul>
        {tasks?.map((task) => (
          <Item
            key={task.id} task={task} undoing={undoing?.of === task.operationId && undoing?.state === 'running'} undone={task.operationId !== null && (undone.has(task.operationId) || (undoing?.of === task.operationId && undoing.state === 'done'))} conflicts={undoing?.of === task.operationId ? undoing.conflicts : []}
            final={task.operationId !== null && final.has(task.operationId)} onCancel={() => act(client.backgroundTasks.cancel(task.id))} onResume={() => act(client.backgroundTasks.resume(task.id))} onDownload={() => { downloadTask(task).catch((reason: unknown) => toast.error(reason)); }} onUndo={() => { if (task.operationId) void undo(task.operationId); }}
          />
        ))}
      </ul>
    </div>
  );
}

/** What came of a task, in a few words. */
function useOutcome(): (task: TaskAnswer) => string {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const number = (value: number): string => value.toLocaleString(locale);
  const says: Record<string, (result: never) => string> = {
    import: (result: ImportResult) => t('tray.outcome.import', { created: number(result.created), updated: number(result.updated), failed: number(result.failed) }),
    'import-check': (result: ImportCheckResult) => t('import.summary', { create: number(result.create), update: number(result.update), skip: number(result.skip), failed: number(result.failed) }),
    export: (result: ExportResult) => t('tray.outcome.export', { count: result.rows, rows: number(result.rows) }),
    bulk: (result: BulkResult) => t('tray.outcome.bulk', { done: number(result.done), failed: number(result.failed) }),
    undo: (result: { undone: number; conflicts: UndoConflict[] }) => t('tray.outcome.undo', { undone: number(result.undone), conflicts: number(result.conflicts.length) }),
  };
  return (task) => {
    if (task.state === 'failed') return errorText(task.error ?? 'task.failed', locale);
    if (isOpen(task)) return task.state === 'queued' ? t('tray.state.queued') : t('import.rowsOf', { done: number(task.progress), total: task.total === null ? '…' : number(task.total) });
    const say = task.result ? says[task.kind] : undefined;
    const text = say ? say(task.result as never) : '';
    return task.state === 'cancelled' ? [t('tray.state.cancelled'), text].filter(Boolean).join(' · ') : text || t('tray.state.done');
  };
}

type ItemProps = { task: TaskAnswer; undoing: boolean; undone: boolean; final: boolean; conflicts: UndoConflict[]; onCancel: () => void; onResume: () => void; onDownload: () => void; onUndo: () => void };
function Item({ task, undoing, undone, final, conflicts, onCancel, onResume, onDownload, onUndo }: ItemProps) {
  const { t } = useTranslation();
  const name = useTaskName()(task);
  const outcome = useOutcome()(task);
  const open = isOpen(task);
  const undoable = !open && task.operationId !== null && task.kind !== 'undo' && task.result !== null && !undone && !final;
  const fileThere = task.fileName !== null && task.finishedAt !== null && Date.now() - Date.parse(task.finishedAt) < DAY;
  return (
    <li className={`ws-tray-item is-${task.state}`}>
      <div className="ws-tray-line"><b className="ws-ellipsis" title={name}>{name}</b>{undone ? <span className="ws-tag">{t('ops.undone')}</span> : null}<span className="ws-grow" /><RelativeTime at={task.finishedAt ?? task.createdAt} className="ws-t3 ws-sm" /></div>
      {open ? <TaskProgress percent={percentOf(task)} label={name} /> : null}
      <div className="ws-tray-line">
        <span className={`ws-sm ws-wrap ${task.state === 'failed' ? 'ws-bad' : 'ws-t3'}`}>{outcome}</span><span className="ws-grow" />
        {open ? <Button size="small" type="text" onClick={onCancel} aria-label={`${t('base.cancel')}: ${name}`}>{t('base.cancel')}</Button> : null}
        {(task.state === 'failed' || task.state === 'cancelled') && !undone ? <Button size="small" type="text" onClick={onResume} aria-label={`${t('tray.resume')}: ${name}`}>{t('tray.resume')}</Button> : null}
        {fileThere ? <Button size="small" type="text" icon={<Icon name="exp" size={14} />} onClick={onDownload} aria-label={`${t('tray.download')}: ${name}`}>{t('tray.download')}</Button> : null}
        {undoable ? <Button size="small" type="text" icon={<Icon name="undo" size={14} />} loading={undoing} onClick={onUndo} aria-label={`${t('toast.undo')}: ${name}`}>{t('toast.undo')}</Button> : null}
      </div>
      {conflicts.length ? <Conflicts conflicts={conflicts} /> : null}
    </li>
  );
}
