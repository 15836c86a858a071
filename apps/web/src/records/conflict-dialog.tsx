import { type FieldDef, fieldOf } from '@wellspring/objects';
import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../fields/field-value.tsx';
import { useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { type Conflict, useConflicts } from './conflict-store.ts';
import { withKnownTitles } from './known-titles.ts';
import './conflict-dialog.css';

type Side = 'mine' | 'theirs';

/** Someone saved the same fields first: what stood there, what they wrote, what I wrote; for each field one of the two stands. */
export function ConflictDialog() {
  const ask = useConflicts((state) => state.asks[0]);
  return ask ? <Question key={`${ask.id}/${ask.current.version}`} conflict={ask} onAnswer={ask.answer} /> : null;
}

function Question({ conflict, onAnswer }: { conflict: Conflict; onAnswer: (chosen: Record<string, unknown> | null) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const def = useObject(conflict.object);
  const [sides, setSides] = useState<Record<string, Side>>(() => Object.fromEntries(conflict.fields.map((field) => [field, 'mine'])));
  const { base, current, mine } = conflict;
  const targets = (field: string): readonly string[] => { const to = (fieldOf(def, field) as { to?: string | readonly string[] } | undefined)?.to; return typeof to === 'string' ? [to] : (to ?? []); };
  const labels = withKnownTitles(withKnownTitles(conflict.labels, base, targets), mine, targets);
  const show = (field: string, value: unknown) => <FieldValue object={conflict.object} field={field} def={fieldOf(def, field) as FieldDef} value={value} labels={labels} mode="detail" />;
  // Fields of the same save that nobody else touched are sent along.
  const chosen = (): Record<string, unknown> => Object.fromEntries(Object.entries(mine).filter(([field]) => sides[field] !== 'theirs'));
  const by = typeof current.updatedById === 'string' ? conflict.labels.user?.[current.updatedById] : undefined;
  return (
    <Modal
      open centered width={680} zIndex={1700} mask={{ closable: false }} title={t('record.conflictTitle')} onCancel={() => onAnswer(null)}
      footer={[<Button key="theirs" onClick={() => onAnswer(null)}>{t('record.conflictLeave')}</Button>, <Button key="save" type="primary" autoFocus onClick={() => onAnswer(chosen())}>{t('record.conflictSave')}</Button>]}
    >
      <p className="ws-t2">{by ? t('record.conflictBy', { name: by }) : t('record.conflictText')} {typeof current.updatedAt === 'string' ? <RelativeTime at={current.updatedAt} /> : null}</p>
      <div className="ws-conflict">
        <div className="ws-conflict-head" aria-hidden="true"><span>{t('record.field')}</span><span>{t('record.before')}</span><span>{t('record.theirs')}</span><span>{t('record.mine')}</span></div>
        {conflict.fields.map((field) => (
          <Radio.Group key={field} className="ws-conflict-row" aria-label={words.field(conflict.object, field)} value={sides[field]} onChange={(event) => setSides((old) => ({ ...old, [field]: event.target.value as Side }))}>
            <span className="ws-t3">{words.field(conflict.object, field)}</span>
            <span className="ws-t2">{show(field, base[field])}</span>
            <span><Radio value="theirs"><span className="ws-visually-hidden">{t('record.theirs')} </span>{show(field, current[field])}</Radio></span>
            <span><Radio value="mine"><span className="ws-visually-hidden">{t('record.mine')} </span>{show(field, mine[field])}</Radio></span>
          </Radio.Group>
        ))}
      </div>
    </Modal>
  );
}
