import { type AnyDef, type FieldDef, fieldOf, type Fields, type HistoryEntry, type Labels } from '@wellspring/objects';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidateObject } from '../app/query-client.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { FieldValue } from '../fields/field-value.tsx';
import { useCan, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { DetailError } from './detail/states.tsx';
import { keys } from './keys.ts';

const blank = (value: unknown): boolean => value === null || value === undefined || value === '';

/** Reads the journal of a record, all of it or one field, page by page. */
export function useHistory(object: string, id: string, field: string | undefined, enabled = true) {
  return useInfiniteQuery({
    queryKey: keys.history(object, id, field), enabled,
    queryFn: ({ pageParam }) => client.records(object).history(id, { ...(pageParam ? { cursor: pageParam } : {}), ...(field ? { field } : {}) }),
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next,
  });
}
export const mergeLabels = (all: readonly Labels[]): Labels => {
  const merged: Labels = {};
  for (const labels of all) for (const [object, titles] of Object.entries(labels)) merged[object] = { ...merged[object], ...titles };
  return merged;
};

/** Who changed what, when and from where: field by field, before and after, in words. */
export function HistoryPane({ object, id }: { object: string; id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const def = useObject(object);
  const [field, setField] = useState<string | undefined>();
  const history = useHistory(object, id, field);
  const pages = history.data?.pages ?? [];
  const labels = mergeLabels(pages.map((page) => page.labels));
  const entries = pages.flatMap((page) => page.entries);
  const names = [...Object.entries(def.fields as Fields).filter(([, spec]) => spec.type !== 'rollup').map(([name]) => name), 'ownerId'].filter((name) => can.field(object, name) !== 'none');
  return (
    <>
      <div className="ws-pane-bar">
        <Select<string> size="small" allowClear style={{ minWidth: 132 }} placeholder={t('record.allFields')} aria-label={t('record.allFields')} value={field} onChange={setField} popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} options={names.map((name) => ({ value: name, label: words.field(object, name) }))} />
      </div>
      <div className="ws-pane-scroll">
        {history.error ? <DetailError error={history.error} onRetry={() => void history.refetch()} /> : null}
        {!history.error && history.isSuccess && !entries.length ? <div className="ws-empty"><Icon name="hist" size={24} /><strong>{t('record.noHistory')}</strong></div> : null}
        <ol className="ws-hist">{entries.map((entry) => <Entry key={entry.id} def={def} entry={entry} labels={labels} />)}</ol>
        {history.hasNextPage ? <div className="ws-more-line"><Button size="small" type="text" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>{t('record.older')}</Button></div> : null}
      </div>
    </>
  );
}

function Entry({ def, entry, labels }: { def: AnyDef; entry: HistoryEntry; labels: Labels }) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const [busy, setBusy] = useState(false);
  const who = entry.userId ? (labels.user?.[entry.userId] ?? '—') : t('record.system');
  const changes = entry.changes.filter((change) => fieldOf(def, change.field) && can.field(def.name, change.field) !== 'none' && !(entry.kind === 'create' && blank(change.after)));
  const undo = async (): Promise<void> => {
    setBusy(true);
    try {
      const answer = await client.operations.undo(entry.operationId);
      await invalidateObject(def.name);
      if (!('task' in answer) && answer.conflicts.length) toast.error(t('record.undoConflict')); else toast.done(t('record.undone'));
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <div className="ws-hist-head">
        <strong>{who}</strong><span>{t(`record.kind.${entry.kind}`)}</span><RelativeTime at={entry.at} style="clock" />
        {entry.source === 'ui' ? null : <span className="ws-tag">{t(`record.source.${entry.source}`)}</span>}
        <span className="ws-grow" />
        {entry.kind === 'update' ? <Button size="small" type="text" className="ws-hist-undo" loading={busy} icon={<Icon name="undo" size={14} />} onClick={() => void undo()}>{t('record.undoThis')}</Button> : null}
      </div>
      {changes.length ? (
        <dl className="ws-hist-changes">
          {changes.map((change) => {
            const field = fieldOf(def, change.field) as FieldDef;
            const show = (value: unknown) => (blank(value) ? <span className="ws-dash">—</span> : <FieldValue object={def.name} field={change.field} def={field} value={value} labels={labels} mode="text" />);
            return (
              <div key={change.field} style={{ display: 'contents' }}>
                <dt className="ws-ellipsis">{words.field(def.name, change.field)}</dt>
                <dd>{entry.kind === 'create' ? show(change.after) : <><del>{show(change.before)}</del><Icon name="arrow" size={12} />{show(change.after)}</>}</dd>
              </div>
            );
          })}
        </dl>
      ) : null}
    </li>
  );
}
