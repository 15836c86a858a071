import { lazy, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { DetailError, DetailSkeleton } from '../records/detail/states.tsx';
import { openRecord } from '../records/open-record.ts';
import { answerWindow, closeWindow, markWindow, type Win } from './window-store.ts';

const RecordDetail = lazy(() => import('../records/record-detail.tsx').then((module) => ({ default: module.RecordDetail })));
const RecordForm = lazy(() => import('../records/record-form.tsx').then((module) => ({ default: module.RecordForm })));
const LogForm = lazy(() => import('../records/log-activity.tsx').then((module) => ({ default: module.LogForm })));

/** What stands in a window: the same detail and forms as on a page. */
export function WindowBody({ win, onClose }: { win: Win; onClose: () => void }) {
  const { id, object, recordId } = win;
  const mark = (dirty: boolean): void => markWindow(id, { dirty });
  const name = (title: string): void => markWindow(id, { title });
  return (
    <ErrorBoundary fallbackRender={({ error, resetErrorBoundary }) => <DetailError error={error} onRetry={resetErrorBoundary} />}>
      <Suspense fallback={<DetailSkeleton />}>
        {win.kind === 'record' && recordId ? <RecordDetail object={object} id={recordId} depth="window" onClose={onClose} onTitle={name} onDirty={mark} /> : null}
        {win.kind === 'new' ? (
          <RecordForm
            object={object} draftKey={id} onDirty={mark} onCancel={onClose} {...(win.draft ? { draft: win.draft } : {})}
            onDone={(answer, next) => { answerWindow(id, answer); closeWindow(id); if (next === 'open') openRecord(object, answer.record.id, 'window'); }}
          />
        ) : null}
        {win.kind === 'log' && recordId ? <LogForm object={object} id={recordId} draftKey={id} onDirty={mark} onTitle={name} onDone={() => closeWindow(id)} onCancel={onClose} /> : null}
      </Suspense>
    </ErrorBoundary>
  );
}
