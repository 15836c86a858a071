import type { ImportState } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLocale } from '../../app/i18n.ts';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { sizeText } from './target-fields.ts';

const STEPS = ['file', 'map', 'check', 'run'] as const;
type Props = { object: string; step: number; state?: ImportState; rows?: number | undefined };

/** What is brought in, from which file, and how far it is. */
export function WizardBar({ object, step, state, rows }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const facts = state && [state.sheet ? t('import.sheetNamed', { sheet: state.sheet }) : '', rows === undefined ? '' : t('import.rows', { count: rows, text: rows.toLocaleString(locale) }), sizeText(state.size)].filter(Boolean).join(' · ');
  return (
    <div className="ws-bar ws-imp-bar">
      <Link className="ws-icon-btn ws-icon-btn-s" to={`/o/${object}`} aria-label={t('import.toList')} title={t('import.toList')}><Icon name="left" size={14} /></Link>
      <h1>{t('import.title', { object: words.object(object) })}</h1>
      {state ? <span className="ws-imp-file ws-t3 ws-sm"><span className="ws-ellipsis" title={state.fileName}>{state.fileName}</span><span className="ws-num">· {facts}</span></span> : null}
      <span className="ws-grow" />
      <ol className="ws-steps" aria-label={t('import.steps')}>
        {STEPS.map((name, index) => (
          <li key={name} className={index < step ? 'is-done' : index === step ? 'is-now' : ''} aria-current={index === step ? 'step' : undefined}>
            <i>{index < step ? <Icon name="check" size={12} /> : index + 1}</i><span>{t(`import.step.${name}`)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
