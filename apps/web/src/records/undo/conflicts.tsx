import type { UndoConflict } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../meta/use-words.ts';
import { RecordLink } from '../../ui/record-link.tsx';
import './conflicts.css';

const SHOWN = 50;

/** Records an undo left as they are because somebody changed them since, each with the fields in question. */
export function Conflicts({ conflicts }: { conflicts: readonly UndoConflict[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="ws-conflicts" role="status">
      <p><b>{t('undo.conflicts', { count: conflicts.length })}</b> <span className="ws-t3">{t('undo.conflictsHelp')}</span></p>
      <ul>
        {conflicts.slice(0, SHOWN).map(({ object, id, title, fields }) => (
          <li key={`${object}-${id}`}>
            <span className="ws-t3">{words.object(object)}</span>
            <RecordLink object={object} id={id}>{title ?? '—'}</RecordLink>
            <span className="ws-t2 ws-ellipsis">{fields.includes('*') ? t('undo.whole') : fields.map((name) => words.field(object, name)).join(t('import.comma'))}</span>
          </li>
        ))}
      </ul>
      {conflicts.length > SHOWN ? <p className="ws-t3">{t('undo.more', { count: conflicts.length - SHOWN })}</p> : null}
    </div>
  );
}
