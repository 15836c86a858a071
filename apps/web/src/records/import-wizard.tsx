import type { ImportState } from '@wellspring/objects';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { navigateTo } from '../app/navigate.ts';
import { useCan, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FileStep } from './import/file-step.tsx';
import { MapStep } from './import/map-step.tsx';
import { RunStep } from './import/run-step.tsx';
import { WizardBar } from './import/wizard-bar.tsx';
import { importKey, useImport } from './import/use-import.ts';
import { ListError } from './table/list-states.tsx';
import './import/import.css';

/** Brings a file in: choose it, say which column means what, try all of it, let it run. One page; the address names the import. */
export function ImportWizard() {
  const { object = '' } = useParams();
  const def = useObject(object);
  const can = useCan();
  const { t } = useTranslation();
  const words = useWords();
  const cache = useQueryClient();
  const [params, setParams] = useSearchParams();
  const id = params.get('id');
  if (!def.features.import || !can.do(object, 'import')) {
    return <EmptyState icon="lock" title={t('import.noRight', { object: words.object(object) })}><Button onClick={() => navigateTo(`/o/${object}`)}>{t('import.toList')}</Button></EmptyState>;
  }
  const open = (state: ImportState): void => {
    cache.setQueryData(importKey(state.id), state);
    setParams({ id: state.id });
  };
  return <div className="ws-imp">{id ? <Opened key={id} id={id} object={object} onOther={() => setParams({})} /> : <><WizardBar object={object} step={0} /><FileStep object={object} onDone={open} /></>}</div>;
}

function Opened({ id, object, onOther }: { id: string; object: string; onOther: () => void }) {
  const { t } = useTranslation();
  const work = useImport(id);
  const { state } = work;
  if (work.error && !state) return <><WizardBar object={object} step={0} /><ListError error={work.error} onRetry={() => void work.retry()} /><div className="ws-imp-lone"><Button onClick={onOther}>{t('import.otherFile')}</Button></div></>;
  if (!state) return <><WizardBar object={object} step={1} /><div className="ws-imp-wait" role="status" aria-busy="true" aria-label={t('base.loading')}>{[60, 72, 54, 66, 48].map((width) => <span key={width} className="ws-skeleton" style={{ width: `${width}%` }} />)}</div></>;
  return state.runTaskId ? <RunStep object={state.object} state={state} taskId={state.runTaskId} onOther={onOther} /> : <MapStep work={work} state={state} onOther={onOther} />;
}
