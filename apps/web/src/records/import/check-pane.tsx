import type { ImportCheckResult, ImportState, TaskAnswer } from '@wellspring/objects';
import { errorText } from '@wellspring/objects/messages';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { toast } from '../../app/toast.tsx';
import { useLocale } from '../../app/i18n.ts';
import { client } from '../../app/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { isOpen, percentOf } from '../background-tasks.ts';
import { TaskProgress } from '../task-progress.tsx';
import { RowErrors } from './row-errors.tsx';
import { UnknownRefs } from './unknown-refs.tsx';

type Props = {
  state: ImportState; task: TaskAnswer | undefined; result: ImportCheckResult | null;
  /** The result belongs to what is chosen now. */
  fresh: boolean; missing: boolean; onRefs: (refs: ImportState['refs']) => void; onCheck: () => void;
};

/** The trial of the whole file: what would come of it, what needs a decision, what is wrong. */
export function CheckPane({ state, task, result, fresh, missing, onRefs, onCheck }: Props) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const running = isOpen(task);
  const seconds = task?.finishedAt ? (Date.parse(task.finishedAt) - Date.parse(task.createdAt)) / 1000 : null;
  return (
    <aside className="ws-imp-check" aria-label={t('import.trial')}>
      <div className="ws-imp-head">
        <h2>{t('import.trial')}</h2><span className="ws-t3">{t('import.nothingWritten')}</span><span className="ws-grow" />
        {seconds !== null && result ? <span className="ws-t3 ws-sm ws-num">{t('import.took', { seconds: seconds.toFixed(1) })}</span> : null}
      </div>
      {running && task ? <Running task={task} /> : null}
      {!running && !result && task?.state !== 'failed' ? (
        <div className="ws-imp-invite">
          <p>{t(missing ? 'import.inviteMissing' : 'import.invite')}</p>
          {task?.state === 'cancelled' ? <p className="ws-warn">{t('import.checkCancelled')}</p> : null}
        </div>
      ) : null}
      {task?.state === 'failed' ? <div className="ws-imp-line is-bad" role="alert"><Icon name="warn" size={14} />{errorText(task.error ?? 'task.failed', locale)}</div> : null}
      {result && !running ? (
        <>
          <Numbers result={result} fresh={fresh} />
          {!fresh ? <div className="ws-imp-line is-warn" role="status"><Icon name="clock" size={14} /><span>{t('import.stale')}</span><span className="ws-grow" /><Button type="link" size="small" onClick={onCheck} disabled={missing}>{t('import.checkAgain')}</Button></div> : null}
          <UnknownRefs state={state} unknown={result.unknown.toSorted((a, b) => a.values.length + a.more - b.values.length - b.more)} onRefs={onRefs} />
          {fresh && !result.failed && !result.unknown.length ? <p className="ws-imp-clean ws-sm"><Icon name="check" size={14} />{t('import.clean')}</p> : null}
          <RowErrors object={state.object} mapping={state.mapping} errors={result.errors} failed={result.failed} />
        </>
      ) : null}
    </aside>
  );
}

function Running({ task }: { task: TaskAnswer }) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const cancel = (): void => { client.backgroundTasks.cancel(task.id).catch((error: unknown) => toast.error(error)); };
  return (
    <div className="ws-imp-running" role="status">
      <TaskProgress percent={percentOf(task)} label={t('import.checking')} />
      <span className="ws-t3 ws-sm ws-num">{task.state === 'queued' ? t('import.queued') : t('import.rowsOf', { done: task.progress.toLocaleString(locale), total: task.total?.toLocaleString(locale) ?? '…' })}</span>
      <Button size="small" onClick={cancel}>{t('base.cancel')}</Button>
    </div>
  );
}

const PARTS = ['create', 'update', 'skip', 'failed'] as const;
function Numbers({ result, fresh }: { result: ImportCheckResult; fresh: boolean }) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const number = (value: number): string => value.toLocaleString(locale);
  return (
    <div className={fresh ? 'ws-imp-numbers' : 'ws-imp-numbers is-stale'}>
      <dl>{PARTS.map((part) => <div key={part} className={`is-${part}${result[part] ? '' : ' is-zero'}`}><dd>{number(result[part])}</dd><dt><i aria-hidden="true" />{t(`import.part.${part}`)}</dt></div>)}</dl>
      <div className="ws-imp-share" aria-hidden="true">{PARTS.map((part) => (result[part] ? <i key={part} className={`is-${part}`} style={{ flexGrow: result[part] }} /> : null))}</div>
      <p className="ws-visually-hidden" role="status">{t('import.summary', { create: number(result.create), update: number(result.update), skip: number(result.skip), failed: number(result.failed) })}</p>
      {result.duplicates ? <p className="ws-warn ws-sm">{t('import.duplicates', { count: result.duplicates, text: number(result.duplicates) })}</p> : null}
    </div>
  );
}
