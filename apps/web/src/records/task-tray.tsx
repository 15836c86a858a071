import { Drawer, Popover } from 'antd';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskAnswer } from '@wellspring/objects';
import { toast } from '../app/toast.tsx';
import { usePhone } from '../app/use-phone.ts';
import { Icon } from '../ui/icon.tsx';
import { isOpen, isWatched, percentOf, useTasks } from './background-tasks.ts';
import { TaskProgress } from './task-progress.tsx';
import { showTray, useTray } from './tray-state.ts';
import { useTaskName } from './use-task-name.ts';
import './task-tray.css';

const TaskList = lazy(async () => ({ default: (await import('./task-list.tsx')).TaskList }));
const NONE: readonly TaskAnswer[] = [];

/** In the top bar: how many tasks run, and the list of them. */
export function TrayButton() {
  const { t } = useTranslation();
  const { open } = useTray();
  const { data: tasks = NONE } = useTasks();
  const running = tasks.filter(isOpen).length;
  const name = running ? t('tray.running', { count: running }) : t('tray.title');
  return (
    <Popover trigger="click" placement="bottomRight" align={{ offset: [0, 10] }} arrow={false} open={open} onOpenChange={showTray} destroyOnHidden rootClassName="ws-tray-pop" content={<Suspense fallback={<div className="ws-tray-wait" />}><TaskList onLeave={() => showTray(false)} /></Suspense>}>
      <button type="button" className="ws-icon-btn" aria-label={name} title={name} aria-haspopup="dialog" aria-expanded={open}><Icon name="tray" />{running ? <span className="ws-badge">{running}</span> : null}</button>
    </Popover>
  );
}

/** In the dock: what runs this moment. Says in passing when something came to its end. */
export function TaskTray() {
  const { t } = useTranslation();
  const nameOf = useTaskName();
  const phone = usePhone();
  const { open } = useTray();
  const { data: tasks = NONE } = useTasks();
  useTellEnds(tasks, open);
  const running = tasks.filter(isOpen);
  const first = running[0];
  return (
    <>
      {first ? (
        <button type="button" className="ws-dock-task" onClick={() => showTray(true)} title={t('tray.show')}>
          <Icon name="tray" size={14} />
          <span className="ws-ellipsis">{nameOf(first)}</span>
          <TaskProgress percent={percentOf(first)} label={nameOf(first)} />
          <span className="ws-num">{first.state === 'queued' ? t('tray.state.queued') : `${percentOf(first)}%`}</span>
          {running.length > 1 ? <span className="ws-t3">{t('tray.more', { count: running.length - 1 })}</span> : null}
        </button>
      ) : null}
      {phone ? <Drawer placement="bottom" open={open} onClose={() => showTray(false)} title={t('tray.title')} size="large" className="ws-sheet">{open ? <Suspense fallback={null}><TaskList onLeave={() => showTray(false)} /></Suspense> : null}</Drawer> : null}
    </>
  );
}

/** A toast for each task that ended while the list was closed and no other place tells of it. */
function useTellEnds(tasks: readonly TaskAnswer[], listed: boolean): void {
  const { t } = useTranslation();
  const nameOf = useTaskName();
  const running = useRef<ReadonlySet<string>>(new Set());
  const told = useRef({ t, nameOf, listed });
  told.current = { t, nameOf, listed };
  useEffect(() => {
    const { t: say, nameOf: name, listed: silent } = told.current;
    for (const task of tasks) {
      if (isOpen(task) || !running.current.has(task.id) || silent || isWatched(task.id)) continue;
      const text = say(`tray.ended.${task.state}`, { name: name(task) });
      if (task.state === 'failed') toast.error(text);
      else toast.done(text, { undo: task.kind === 'import' && task.state === 'done' ? (task.operationId ?? undefined) : undefined });
    }
    running.current = new Set(tasks.filter(isOpen).map((task) => task.id));
  }, [tasks]);
}
