import type { ImportState } from '@wellspring/objects';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Warns that this very file was brought in before. */
export function SameFileNote({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  if (!state.sameFile) return null;
  return (
    <div className="ws-imp-line is-warn" role="status">
      <Icon name="warn" size={14} />
      <span><Trans i18nKey="import.sameFile" components={{ at: <RelativeTime at={state.sameFile.at} style="clock" /> }} />{state.sameFile.operationId ? <> <Link className="ws-link" to="/operations">{t('import.sameFileLink')}</Link></> : null}</span>
    </div>
  );
}
