import { type ExportRequest, type ExportResult, type Query, QUERY_LIMITS } from '@wellspring/objects';
import { errorText } from '@wellspring/objects/messages';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../app/i18n.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { useObject, usePreference } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { downloadTask, isOpen, percentOf, taskKey, useTask, useWatched } from './background-tasks.ts';
import { keys } from './keys.ts';
import { type ColumnPreference, possibleColumns, shownColumns } from './table/columns.ts';
import { sizeText } from './import/target-fields.ts';
import { TaskProgress } from './task-progress.tsx';
import './export-dialog.css';

type Props = { object: string; query: Query; columns: readonly string[]; open: boolean; onClose: () => void };
type Format = ExportRequest['format'];
const FORMATS: readonly Format[] = ['xlsx', 'csv', 'txt'];
const NOTHING: ColumnPreference = {};

/** Writes the rows of a list to a file: which format, which columns; then the progress, then the file. */
export function ExportDialog({ object, query, columns, open, onClose }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const cache = useQueryClient();
  const def = useObject(object);
  const [preference] = usePreference<ColumnPreference>(`columns.${object}`, NOTHING);
  const [format, setFormat] = useState<Format>('xlsx');
  const [which, setWhich] = useState<'shown' | 'all'>('shown');
  const [starting, setStarting] = useState(false);
  const [taskId, setTaskId] = useState<string | null>(null);
  const { data: task } = useTask(taskId);
  useWatched(taskId, task);
  const { page: _page, sort: _sort, columns: _columns, ...rows } = query;
  const exact = { ...rows, exact: true };
  const count = useQuery({ queryKey: keys.count(object, exact), queryFn: ({ signal }) => client.records(object).count(exact, { signal }), enabled: open });
  const shown = shownColumns(def, preference, columns);
  const all = possibleColumns(def).slice(0, QUERY_LIMITS.columns);
  const number = (value: number): string => value.toLocaleString(locale);

  const start = async (): Promise<void> => {
    setStarting(true);
    try {
      const { page: _, columns: __, ...asked } = query;
      const answer = await client.records(object).export({ query: asked, columns: which === 'shown' ? shown : all, format }, { idempotencyKey: crypto.randomUUID() });
      cache.setQueryData(taskKey(answer.id), answer);
      void cache.invalidateQueries({ queryKey: keys.tasks });
      setTaskId(answer.id);
    } catch (error) {
      toast.error(error);
    } finally {
      setStarting(false);
    }
  };
  const going = isOpen(task);
  const result = task?.state === 'done' ? (task.result as ExportResult) : null;
  const cancel = (): void => { if (task) client.backgroundTasks.cancel(task.id).then((next) => cache.setQueryData(taskKey(next.id), next)).catch((error: unknown) => toast.error(error)); };
  const save = (): void => { if (task) downloadTask(task).then(onClose).catch((error: unknown) => toast.error(error)); };
  const footer = !task
    ? [<Button key="cancel" onClick={onClose}>{t('base.cancel')}</Button>, <Button key="start" type="primary" loading={starting} disabled={count.data?.count === 0} onClick={() => void start()}>{t('export.start')}</Button>]
    : going
      ? [<Button key="stop" onClick={cancel}>{t('base.cancel')}</Button>, <Button key="leave" onClick={onClose}>{t('export.leave')}</Button>]
      : [<Button key="close" onClick={onClose}>{t('base.close')}</Button>, result ? <Button key="save" type="primary" icon={<Icon name="exp" size={14} />} onClick={save}>{t('tray.download')}</Button> : <Button key="again" type="primary" onClick={() => setTaskId(null)}>{t('base.retry')}</Button>];
  return (
    <Modal open={open} title={t('export.title', { object: words.object(object) })} onCancel={onClose} width={440} footer={footer} destroyOnHidden>
      {!task ? (
        <div className="ws-export">
          <p className="ws-export-count"><b className="ws-num">{count.data ? number(count.data.count) : '…'}</b> <span className="ws-t3">{t('export.rows', { count: count.data?.count ?? 2 })}</span></p>
          <fieldset><legend>{t('export.format')}</legend><Radio.Group value={format} onChange={(event) => setFormat(event.target.value as Format)} options={FORMATS.map((value) => ({ value, label: t(`export.as.${value}`) }))} /></fieldset>
          <fieldset><legend>{t('export.columns')}</legend><Radio.Group vertical value={which} onChange={(event) => setWhich(event.target.value as 'shown' | 'all')} options={[{ value: 'shown', label: t('export.shown', { count: shown.length }) }, { value: 'all', label: t('export.all', { count: all.length }) }]} /></fieldset>
          <p className="ws-t3 ws-sm">{t('export.note')}</p>
        </div>
      ) : (
        <div className="ws-export" role="status">
          <p>{going ? t('export.going') : result ? t('export.ready', { count: result.rows, text: number(result.rows), size: sizeText(result.bytes) }) : task.state === 'cancelled' ? t('export.cancelled') : errorText(task.error ?? 'task.failed', locale)}</p>
          <TaskProgress percent={percentOf(task)} label={t('export.going')} failed={task.state === 'failed'} />
          {going ? <p className="ws-t3 ws-sm ws-num">{t('import.rowsOf', { done: number(task.progress), total: task.total === null ? '…' : number(task.total) })}</p> : null}
          {result && task.fileName ? <p className="ws-t3 ws-sm ws-ellipsis" title={task.fileName}>{task.fileName}</p> : null}
        </div>
      )}
    </Modal>
  );
}
