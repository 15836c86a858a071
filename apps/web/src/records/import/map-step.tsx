import type { ImportCheckResult, ImportState } from '@wellspring/objects';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { errorMessage } from '../../app/error-text.ts';
import { useLocale } from '../../app/i18n.ts';
import { useCan, useObject } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { isOpen, useTask, useWatched } from '../background-tasks.ts';
import { CheckPane } from './check-pane.tsx';
import { MappingTable } from './mapping-table.tsx';
import { PolicyChoice } from './policy-choice.tsx';
import { PreviewTable } from './preview-table.tsx';
import { SameFileNote } from './same-file-note.tsx';
import { missingFields, targetFields } from './target-fields.ts';
import type { ImportWork } from './use-import.ts';
import { WizardBar } from './wizard-bar.tsx';

/** Columns to fields on the left, the trial of the whole file on the right. */
export function MapStep({ work, state, onOther }: { work: ImportWork; state: ImportState; onOther: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const def = useObject(state.object);
  const can = useCan();
  const [params, setParams] = useSearchParams();
  // The last check stays readable while decisions are made from it, though each decision makes it out of date.
  const checkId = state.checkTaskId ?? params.get('check');
  const { data: check } = useTask(checkId);
  useWatched(checkId, check);
  const targets = useMemo(() => targetFields(def, can), [def, can]);
  const { missing, madeTitle } = missingFields(def, targets, state);
  const result = check?.state === 'done' && check.kind === 'import-check' ? (check.result as ImportCheckResult) : null;
  const checking = isOpen(check);
  const fresh = result !== null && state.checkTaskId === checkId && !work.saving;
  const mapped = new Set(state.mapping.filter(({ field }) => field !== null).map(({ column }) => column)).size;

  const startCheck = async (): Promise<void> => {
    const id = await work.start('check');
    if (id) setParams((old) => { const next = new URLSearchParams(old); next.set('check', id); return next; }, { replace: true });
  };
  const good = result ? result.create + result.update : 0;
  const number = (value: number): string => value.toLocaleString(locale);
  const blocked = missing.length > 0 || mapped === 0;
  return (
    <>
      <WizardBar object={state.object} step={result || checking ? 2 : 1} state={state} rows={result?.rows} />
      <div className="ws-imp-body">
        <div className="ws-imp-left">
          <SameFileNote state={state} />
          {work.problem ? <div className="ws-imp-line is-bad" role="alert"><Icon name="warn" size={14} />{errorMessage(work.problem, t)}</div> : null}
          <section className="ws-imp-map" aria-label={t('import.mapping')}>
            <div className="ws-imp-head">
              <h2>{t('import.mapping')}</h2><span className="ws-t3">{t('import.mapped', { columns: state.columns.length, count: mapped })}</span>
              {state.remembered ? <span className="ws-tag ws-tag-acc">{t('import.remembered')}</span> : null}
              <span className="ws-grow" />
              <PolicyChoice state={state} targets={targets} onPatch={work.patch} />
            </div>
            {missing.length ? <div className="ws-imp-line is-warn" role="status"><Icon name="warn" size={14} />{t('import.missing', { fields: missing.map((name) => words.field(state.object, name)).join(t('import.comma')) })}</div> : null}
            {madeTitle && !missing.length && mapped > 0 ? <div className="ws-imp-line"><Icon name="note" size={14} />{t('import.madeTitle', { field: words.field(state.object, def.titleField) })}</div> : null}
            <MappingTable state={state} targets={targets} onMapping={(mapping) => work.patch({ mapping })} />
          </section>
          <PreviewTable state={state} result={fresh ? result : null} busy={work.saving} onPatch={work.patch} />
        </div>
        <CheckPane state={state} task={check} result={result} fresh={fresh} missing={missing.length > 0} onRefs={(refs) => work.patch({ refs })} onCheck={() => void startCheck()} />
      </div>
      <footer className="ws-imp-foot">
        <span className="ws-t3 ws-sm ws-imp-foot-note">{t('import.footNote')}</span><span className="ws-grow" />
        <Button onClick={onOther}>{t('import.otherFile')}</Button>
        {fresh
          ? <><Button onClick={() => void startCheck()} disabled={blocked}>{t('import.checkAgain')}</Button><Button type="primary" disabled={!good || blocked} onClick={() => void work.start('run')}>{t(result.failed ? 'import.runPartly' : 'import.runAll', { good: number(good), failed: number(result.failed), count: good })}</Button></>
          : <Button type="primary" disabled={blocked} loading={checking} onClick={() => void startCheck()}>{t(checking ? 'import.checking' : result ? 'import.checkAgain' : 'import.checkAll')}</Button>}
      </footer>
    </>
  );
}
