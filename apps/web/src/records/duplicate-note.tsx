import type { Duplicate } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { openRecord } from './open-record.ts';

const SHOWN = 3;
/** Says which records look the same, and opens them beside the form. */
export function DuplicateNote({ object, duplicates }: { object: string; duplicates: Duplicate[] }) {
  const { t } = useTranslation();
  const words = useWords();
  if (!duplicates.length) return null;
  return (
    <ul className="ws-duplicates" aria-live="polite">
      {duplicates.map((duplicate) => (
        <li key={duplicate.fields.join()} className={duplicate.level === 'block' ? 'ws-bad' : 'ws-warn'}>
          <Icon name="warn" size={14} />
          <span>{t(duplicate.level === 'block' ? 'record.duplicateBlock' : 'record.duplicateWarn', { fields: duplicate.fields.map((field) => words.field(object, field)).join(' + ') })}</span>
          {duplicate.matches.slice(0, SHOWN).map((match) => <button key={match.id} type="button" className="ws-text-btn" onClick={() => openRecord(object, match.id, 'window')}>{match.title}</button>)}
          {duplicate.matches.length > SHOWN ? <span>+{duplicate.matches.length - SHOWN}</span> : null}
        </li>
      ))}
    </ul>
  );
}
