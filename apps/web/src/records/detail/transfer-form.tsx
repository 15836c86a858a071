import type { RecordAnswer } from '@wellspring/objects';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../app/toast.tsx';
import { useWords } from '../../meta/use-words.ts';
import { RefPicker } from '../ref-picker.tsx';
import { useSave } from '../use-save.ts';

/** Hands the record to another owner. */
export function TransferForm({ object, answer, onDone }: { object: string; answer: RecordAnswer; onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { transfer } = useSave(object);
  const current = (answer.record.ownerId as string | null | undefined) ?? null;
  const [owner, setOwner] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    if (!owner || busy) return;
    setBusy(true);
    try {
      await transfer(answer.record.id, owner, answer.record.version);
      onDone();
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="ws-action" aria-label={t('record.transfer')} onSubmit={(event) => { event.preventDefault(); void submit(); }} onKeyDown={(event) => { if (event.key === 'Escape' && !event.defaultPrevented && !event.nativeEvent.isComposing) { event.stopPropagation(); onDone(); } }}>
      <h3>{t('record.transfer')}</h3>
      <div className="ws-action-line">
        <span className="ws-t3">{words.field(object, 'ownerId')}</span>
        <span>{current ? (answer.labels.user?.[current] ?? '—') : '—'}</span><span className="ws-t3">→</span>
        <RefPicker to="user" value={owner} onChange={setOwner} filter={{ field: 'status', op: 'eq', value: 'active' }} autoFocus />
      </div>
      <div className="ws-action-foot"><Button size="small" onClick={onDone}>{t('record.cancel')}</Button><Button size="small" type="primary" htmlType="submit" disabled={!owner || owner === current} loading={busy}>{t('record.transfer')}</Button></div>
    </form>
  );
}
