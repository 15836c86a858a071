import type { WireRecord } from '@wellspring/objects';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { toast } from '../../app/toast.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Icon, kindIcon } from '../../ui/icon.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { keys } from '../keys.ts';
import { depthOf, openRecord } from '../open-record.ts';
import { useSave } from '../use-save.ts';

/** The nearest to-do of a record on one line; "done" completes it and the next one takes its place. */
export function NextStep({ object, id, next }: { object: string; id: string; next: WireRecord }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { act } = useSave('task');
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const due = typeof next.dueAt === 'string' ? next.dueAt : null;
  const late = due !== null && Date.parse(due) < now;
  const title = String(next.title ?? '');
  const complete = async (): Promise<void> => {
    setBusy(true);
    try {
      await act(next.id, 'complete', {}, next.version);
      await cache.invalidateQueries({ queryKey: keys.record(object, id) });
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="ws-next">
      <Icon name={kindIcon(next.kind)} />
      {due ? <RelativeTime at={due} style="clock" className={late ? 'ws-next-when ws-bad' : 'ws-next-when'} /> : null}
      <a className="ws-next-what ws-ellipsis" href={`/o/task/${next.id}`} title={title} onClick={(event) => { event.preventDefault(); openRecord('task', next.id, depthOf(event) === 'peek' ? 'window' : depthOf(event)); }}>{title}</a>
      <span className="ws-grow" />
      <Button size="small" loading={busy} onClick={() => void complete()}>{t('record.complete')}</Button>
    </div>
  );
}
