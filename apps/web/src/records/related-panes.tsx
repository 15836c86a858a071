import type { Filter, RecordAnswer } from '@wellspring/objects';
import { Button } from 'antd';
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigateTo } from '../app/navigate.ts';
import { useCan, useMeta, useObject, usePreference } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { openWindow } from '../windows/window-store.ts';
import { childDraft, linkValue } from './detail/prefill.ts';
import { openLog } from './open-log.ts';
import { openRecord } from './open-record.ts';
import { type ListState, RecordTable } from './record-table.tsx';
import './related-panes.css';

const HistoryPane = lazy(() => import('./history-pane.tsx').then((module) => ({ default: module.HistoryPane })));
const FilesPane = lazy(() => import('./files-pane.tsx').then((module) => ({ default: module.FilesPane })));
const Timeline = lazy(() => import('./timeline.tsx').then((module) => ({ default: module.Timeline })));

type Child = { object: string; via: string; label: string };
type Tab = { key: string; label: string; count?: number | undefined };
/** `details`: on phones the record's own values are the first tab. */
type Props = { object: string; id: string; answer: RecordAnswer; details?: ReactNode };

/** Everything that belongs to a record, by tab with its count; a tab's content is read when it is opened. */
export function RelatedPanes({ object, id, answer, details }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const meta = useMeta();
  const def = useObject(object);
  const [chosen, setChosen] = usePreference<string>(`tab.${object}`, '');
  const children = Object.entries((def.children ?? {}) as Record<string, Child>).filter(([, child]) => Object.hasOwn(meta.objects, child.object) && can.see(child.object));
  const tabs: Tab[] = [
    ...(details ? [{ key: 'details', label: t('record.details') }] : []),
    ...children.map(([key]) => ({ key, label: words.child(object, key), count: answer.counts[key] })),
    ...(def.features.files ? [{ key: 'files', label: t('record.files'), count: answer.counts.files }] : []),
    { key: 'history', label: t('record.history') },
  ];
  const fallback = details ? 'details' : (tabs.find((tab) => tab.key === 'activities') ?? tabs[0])?.key;
  const open = tabs.find((tab) => tab.key === chosen)?.key ?? fallback;
  const child = children.find(([key]) => key === open)?.[1];
  const arrows = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.key === open);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next) { setChosen(next.key); document.getElementById(`tab-${id}-${next.key}`)?.focus(); }
  };
  return (
    <section className={details ? 'ws-panes ws-panes-flow' : 'ws-panes'} aria-label={t('record.related')}>
      <div className="ws-tabs" role="tablist" onKeyDown={arrows}>
        {tabs.map((tab) => (
          <button key={tab.key} id={`tab-${id}-${tab.key}`} type="button" role="tab" aria-selected={tab.key === open} tabIndex={tab.key === open ? 0 : -1} className={tab.key === open ? 'ws-tab ws-tab-on' : 'ws-tab'} onClick={() => setChosen(tab.key)}>
            {tab.label}{tab.count === undefined ? null : <em>{tab.count.toLocaleString('en')}</em>}
          </button>
        ))}
      </div>
      <div className="ws-pane" role="tabpanel" aria-labelledby={`tab-${id}-${open}`}>
        <Suspense fallback={<div className="ws-pane-wait" aria-busy="true" />}>
          {open === 'details' ? details : null}
          {child && open ? <ChildPane key={open} object={object} name={open} child={child} answer={answer} flow={Boolean(details)} /> : null}
          {open === 'files' ? <FilesPane object={object} id={id} writable={answer.can.update && typeof answer.record.deletedAt !== 'string'} /> : null}
          {open === 'history' ? <HistoryPane object={object} id={id} /> : null}
        </Suspense>
      </div>
    </section>
  );
}

/** One list of child records: the list of the product with its parent as a fixed condition. */
function ChildPane({ object, name, child, answer, flow }: { object: string; name: string; child: Child; answer: RecordAnswer; flow: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const def = useObject(child.object);
  const { record } = answer;
  const [state, setState] = useState<ListState>({ sort: [] });
  const logged = child.object === 'activity';
  const [look, setLook] = usePreference<'list' | 'line'>(`look.${object}.${name}`, flow ? 'line' : 'list');
  // One object for as long as the parent is the same: the list asks again when it changes.
  const base = useMemo((): Filter => ({ field: child.via, op: 'eq', value: linkValue(def, child.via, object, record.id) }), [child.via, def, object, record.id]);
  const dead = typeof record.deletedAt === 'string';
  const creates = can.do(child.object, 'create') && !dead;
  const create = (): void => {
    if (logged) openLog(object, record.id);
    else openWindow({ kind: 'new', object: child.object, draft: childDraft(child.object, child.via, object, record) });
  };
  const line = logged && look === 'line';
  const extra = (
    <>
      {logged ? (
        <button type="button" className="ws-icon-btn ws-icon-btn-s" title={t(line ? 'record.lookList' : 'record.lookLine')} aria-label={t(line ? 'record.lookList' : 'record.lookLine')} onClick={() => setLook(line ? 'list' : 'line')}><Icon name={line ? 'list' : 'hist'} size={14} /></button>
      ) : null}
      <button type="button" className="ws-icon-btn ws-icon-btn-s" title={t('record.fullList')} aria-label={t('record.fullList')} onClick={() => navigateTo(`/o/${child.object}?f=${encodeURIComponent(JSON.stringify(base))}`)}><Icon name="full" size={14} /></button>
      {creates ? <Button size="small" icon={<Icon name="plus" size={14} />} onClick={create}>{logged ? t('record.log') : t('record.new')}</Button> : null}
    </>
  );
  if (line) return <div className="ws-pane-line"><div className="ws-pane-bar"><span className="ws-grow" />{extra}</div><Timeline object={object} id={record.id} base={base} onCreate={creates ? create : undefined} /></div>;
  return (
    <div role="group" className={flow ? 'ws-pane-table ws-pane-flow' : 'ws-pane-table'} aria-label={words.child(object, name)}>
      <RecordTable
        object={child.object} base={base} state={state} onState={(patch) => setState((old) => ({ ...old, ...patch } as ListState))} variant="pane" toolbar={extra} onCreate={creates ? create : undefined}
        onOpen={(id, depth) => openRecord(child.object, id, depth === 'peek' ? 'window' : depth)}
      />
    </div>
  );
}
