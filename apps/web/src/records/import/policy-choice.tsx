import type { ImportPatch, ImportState } from '@wellspring/objects';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../meta/use-words.ts';
import type { Target } from './target-fields.ts';

const POLICIES = ['skip', 'update', 'create'] as const;
const NONE = '';

/** What happens to records that are there already, and by which field they are recognised. */
export function PolicyChoice({ state, targets, onPatch }: { state: ImportState; targets: readonly Target[]; onPatch: (patch: ImportPatch) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const mapped = new Set(state.mapping.map(({ field }) => field));
  const fields = targets.filter(({ name, to }) => to === null && (mapped.has(name) || name === state.matchField));
  return (
    <div className="ws-imp-policy">
      <label><span>{t('import.match')}</span><Select<string> size="small" value={state.matchField ?? NONE} popupMatchSelectWidth={false} aria-label={t('import.match')} options={[{ value: NONE, label: t('import.matchNone') }, ...fields.map(({ name }) => ({ value: name, label: words.field(state.object, name) }))]} onChange={(name) => onPatch({ matchField: name === NONE ? null : name })} /></label>
      <label><span>{t('import.existing')}</span><Select<ImportState['policy']> size="small" value={state.policy} disabled={state.matchField === null} popupMatchSelectWidth={false} aria-label={t('import.existing')} options={POLICIES.map((value) => ({ value, label: t(`import.policy.${value}`) }))} onChange={(policy) => onPatch({ policy })} /></label>
    </div>
  );
}
