import { ApiError } from '@wellspring/client';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorMessage } from '../../app/error-text.ts';
import { Icon } from '../../ui/icon.tsx';

const PATIENCE = 150;
/** Rows of the real height, once waiting has lasted long enough to be noticed. */
export function DetailSkeleton() {
  const [late, setLate] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setLate(true), PATIENCE); return () => clearTimeout(timer); }, []);
  if (!late) return <div className="ws-rec" aria-busy="true" />;
  return (
    <div className="ws-rec ws-rec-wait" aria-busy="true">
      <span className="ws-skeleton" style={{ width: 220, height: 16 }} />
      {[120, 300, 260, 280, 200, 300, 240].map((width, index) => <span key={width + index * 1000} className="ws-skeleton" style={{ width }} />)}
    </div>
  );
}
/** What happened, that nothing was lost, and the way on. */
export function DetailError({ error, onRetry, onClose }: { error: unknown; onRetry: () => void; onClose?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const gone = error instanceof ApiError && error.status === 404;
  const number = error instanceof ApiError ? error.requestId : '';
  return (
    <div className="ws-rec">
      <div className="ws-empty" role="alert">
        <Icon name={gone ? 'search' : 'warn'} size={24} />
        <strong>{t(gone ? 'record.gone' : 'record.notRead')}</strong>
        <span>{gone ? t('record.goneHelp') : errorMessage(error, t)}</span>
        <div className="ws-empty-actions">
          {gone ? null : <Button onClick={onRetry}>{t('record.retry')}</Button>}
          {onClose ? <Button onClick={onClose}>{t('record.close')}</Button> : null}
          {number && !gone ? <Button type="text" onClick={() => void navigator.clipboard?.writeText(number)}>{t('record.copyNumber', { number: number.slice(0, 8) })}</Button> : null}
        </div>
      </div>
    </div>
  );
}
