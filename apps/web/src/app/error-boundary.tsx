import { ApiError } from '@wellspring/client';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { UnknownObjectError } from '../meta/use-meta.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { errorMessage } from './error-text.ts';

/** A part of the page that could not be drawn or read: what happened, that nothing was lost, and the way on. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const id = error instanceof ApiError ? error.requestId : '';
  const absent = error instanceof UnknownObjectError || (isRouteErrorResponse(error) && error.status === 404) || (error instanceof ApiError && error.status === 404);
  return (
    <EmptyState icon="warn" title={t(absent ? 'base.notFound' : 'base.failed')} text={absent ? t('base.notFoundText') : errorMessage(error, t)}>
      {absent ? <Button href="/">{t('base.home')}</Button> : <Button onClick={onRetry ?? (() => location.reload())}>{t('base.retry')}</Button>}
      {id ? <Button type="text" onClick={() => void navigator.clipboard?.writeText(id)}>{t('base.copyError', { id: id.slice(0, 8) })}</Button> : null}
    </EmptyState>
  );
}
/** The whole route failed. */
export function RouteError() {
  const error = useRouteError();
  return <div className="ws-center"><ErrorState error={error} /></div>;
}
/** Keeps a fault inside one part of the page. */
export function Guarded({ children, resetKey }: { children: ReactNode; resetKey?: unknown }) {
  return <ErrorBoundary resetKeys={[resetKey]} fallbackRender={({ error, resetErrorBoundary }) => <ErrorState error={error} onRetry={resetErrorBoundary} />}>{children}</ErrorBoundary>;
}
