import { Button, Dropdown, Splitter } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigateTo } from '../app/navigate.ts';
import { toast } from '../app/toast.tsx';
import { useCan, useObject, usePreference } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { ActionForm, asksInput } from './action-form.tsx';
import { DetailHeader } from './detail/detail-header.tsx';
import { Facts } from './detail/facts.tsx';
import { NextStep } from './detail/next-step.tsx';
import { Sections } from './detail/sections.tsx';
import { StagePath } from './detail/stage-path.tsx';
import { DetailError, DetailSkeleton } from './detail/states.tsx';
import { TransferForm } from './detail/transfer-form.tsx';
import { useMoreMenu } from './detail/use-more-menu.tsx';
import { useNarrow } from './detail/use-narrow.ts';
import { useRecordKeys } from './detail/use-record-keys.ts';
import type { Walk } from './detail/walk.ts';
import { titleOf } from './known-titles.ts';
import { openLog } from './open-log.ts';
import { openRecord } from './open-record.ts';
import { RelatedPanes } from './related-panes.tsx';
import { useRecord } from './use-record.ts';
import { useSave } from './use-save.ts';
import './record-detail.css';

type Props = {
  object: string; id: string; depth: 'peek' | 'window' | 'page'; onClose?: () => void; walk?: Walk;
  onTitle?: (title: string) => void; onDirty?: (dirty: boolean) => void;
};

/** A record in all its depths: pane, window and page are this one component. */
export function RecordDetail(props: Props) {
  const { object, id } = props;
  // Nothing of one record (an open edit, a form) may fall onto the next.
  return <Detail key={`${object}/${id}`} {...props} />;
}

function Detail({ object, id, depth, onClose, walk, onTitle, onDirty }: Props) {
  const { t } = useTranslation();
  const def = useObject(object);
  const words = useWords();
  const can = useCan();
  const narrow = useNarrow();
  const root = useRef<HTMLDivElement>(null);
  const { answer, partial, error, retry } = useRecord(object, id);
  const { act } = useSave(object);
  const [asking, setAsking] = useState<string | null>(null);
  const [share, setShare] = usePreference<number>(`split.${object}.${depth}`, depth === 'page' ? 44 : 58);
  const title = titleOf(answer?.record, def.titleField);
  const menu = useMoreMenu({ def, answer, depth, onTransfer: () => setAsking('transfer'), onClose });
  const deleted = typeof answer?.record.deletedAt === 'string';
  useEffect(() => { if (title) onTitle?.(title); }, [title, onTitle]);
  const logs = Boolean(def.features.log) && can.do('activity', 'create') && !deleted;
  useRecordKeys(root, depth, { walk, log: logs && answer ? () => openLog(object, id) : undefined, edit: () => root.current?.querySelector<HTMLElement>('.ws-val-pencil')?.click() });

  if (error && (!answer || partial)) return <DetailError error={error} onRetry={retry} onClose={onClose} />;
  if (!answer) return <DetailSkeleton />;

  const runAction = (action: string): void => {
    if (asksInput(def, action)) { setAsking(action); return; }
    act(id, action, {}, answer.record.version).catch(toast.error);
  };
  const locked = partial || deleted || typeof answer.record.lockedAt === 'string';
  const tools = depth === 'window' || (narrow && depth !== 'page') ? null : (
    <div className="ws-rec-tools">
      {depth === 'page' ? <button type="button" className="ws-icon-btn" aria-label={t('record.back')} title={t('record.back')} onClick={() => navigateTo(window.history.length > 1 ? -1 : `/o/${object}`)}><Icon name="left" /></button> : null}
      {walk ? (
        <>
          <span className="ws-rec-walk ws-num">{walk.index + 1} / {walk.total.toLocaleString('en')}</span>
          <Tool icon="up" label={`${t('record.previous')} [`} onClick={walk.previous} />
          <Tool icon="down" label={`${t('record.next')} ]`} onClick={walk.next} />
        </>
      ) : depth === 'page' ? <a className="ws-link ws-link-quiet ws-t3" href={`/o/${object}`} onClick={(event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); navigateTo(`/o/${object}`); } }}>{words.object(object)}</a> : null}
      <span className="ws-grow" />
      <Tool icon="link" label={t('record.copyLink')} onClick={menu.copyLink} />
      {narrow ? null : <Tool icon="pop" label={t('record.toWindow')} onClick={() => { openRecord(object, id, 'window'); if (depth === 'peek') onClose?.(); }} />}
      {depth === 'page' ? null : <Tool icon="full" label={t('record.toPage')} onClick={() => openRecord(object, id, 'page')} />}
      <Dropdown menu={{ items: menu.items }} trigger={['click']} placement="bottomRight"><button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('record.moreActions')} title={t('record.moreActions')}><Icon name="dots" /></button></Dropdown>
      {onClose && depth === 'peek' ? <Tool icon="x" label={t('record.close')} onClick={onClose} /> : null}
    </div>
  );
  const top = (
    <>
      <DetailHeader def={def} answer={answer} partial={partial} more={menu.items} showMore={depth === 'window' || (narrow && depth !== 'page')} onAction={runAction} />
      {deleted ? (
        <div className="ws-rec-note" role="status"><Icon name="trash" size={14} /><span>{t('record.deletedNote')}</span><span className="ws-grow" />{answer.can.restore ? <Button size="small" onClick={() => void menu.restore()}>{t('record.restore')}</Button> : null}</div>
      ) : null}
      <Facts def={def} answer={answer} />
      <StagePath def={def} answer={answer} locked={locked} onAction={runAction} />
      {answer.next && !deleted ? <NextStep object={object} id={id} next={answer.next} /> : null}
      {asking === 'transfer' ? <TransferForm object={object} answer={answer} onDone={() => setAsking(null)} /> : null}
      {asking && asking !== 'transfer' ? <ActionForm key={asking} object={object} action={asking} record={answer.record} onCancel={() => setAsking(null)} onSubmit={async (input) => { await act(id, asking, input, answer.record.version); setAsking(null); }} /> : null}
    </>
  );
  const sections = <Sections def={def} answer={answer} locked={locked} onTransfer={() => setAsking('transfer')} onDirty={onDirty} />;
  const name = `${words.object(object)} ${title}`;

  if (narrow) {
    return (
      <article ref={root} className="ws-rec ws-rec-narrow" aria-label={name} aria-busy={partial}>
        {tools}
        <div className="ws-rec-scroll">{top}{partial ? sections : <RelatedPanes object={object} id={id} answer={answer} details={sections} />}</div>
      </article>
    );
  }
  const panes = partial ? <div /> : <RelatedPanes object={object} id={id} answer={answer} />;
  return (
    <article ref={root} className={`ws-rec ws-rec-${depth}`} aria-label={name} aria-busy={partial}>
      {tools}
      <Splitter orientation={depth === 'page' ? 'horizontal' : 'vertical'} className="ws-rec-split" onResizeEnd={(sizes) => { const all = (sizes[0] ?? 0) + (sizes[1] ?? 0); if (all > 0) setShare(Math.round(((sizes[0] ?? 0) / all) * 100)); }}>
        <Splitter.Panel defaultSize={`${Math.max(15, Math.min(85, Number(share) || 58))}%`} min="15%" max="88%"><div className="ws-rec-scroll">{top}{sections}<div className="ws-rec-end" /></div></Splitter.Panel>
        <Splitter.Panel min="12%">{panes}</Splitter.Panel>
      </Splitter>
    </article>
  );
}
function Tool({ icon, label, onClick }: { icon: 'up' | 'down' | 'link' | 'pop' | 'full' | 'x'; label: string; onClick: (() => void) | undefined }) {
  return <button type="button" className="ws-icon-btn ws-icon-btn-s" disabled={!onClick} title={label} aria-label={label} onClick={onClick}><Icon name={icon} /></button>;
}
