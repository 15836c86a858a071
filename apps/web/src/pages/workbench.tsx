import './workbench.css';
import { accessTo, dayOf } from '@wellspring/objects';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Guarded } from '../app/error-boundary.tsx';
import { useLocale } from '../app/i18n.ts';
import { useMeta, usePreference } from '../meta/use-meta.ts';
import { useNow } from '../ui/use-now.ts';
import { AttentionBlock } from './workbench/attention.tsx';
import { NumbersBlock } from './workbench/numbers.tsx';
import { PipelineBlock } from './workbench/pipeline.tsx';
import { StreamBlock } from './workbench/stream.tsx';
import { TodoBlock } from './workbench/todo.tsx';
import { monthName, type Whose } from './workbench/whose.ts';

/** What today asks for: to-dos, what is stuck, the numbers of the month, what happened. */
export function WorkbenchPage() {
  const { t } = useTranslation();
  const meta = useMeta();
  const [locale] = useLocale();
  // Whoever sees more than his own begins with what is below him.
  const wide = ['deptTree', 'all'].includes(accessTo(meta.access, 'customer').read);
  const [whose, setWhose] = usePreference<Whose>('workbench.whose', wide ? 'team' : 'me');
  const today = dayOf(new Date(useNow()), meta.company.timeZone);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: locale === 'en' ? 'long' : 'short', timeZone: 'UTC' }).format(new Date(`${today}T00:00:00Z`));
  const title = t('time.date', { month: monthName(today, locale), day: Number(today.slice(8)), weekday });
  const has = (name: string): boolean => Object.hasOwn(meta.objects, name);
  return (
    <>
      <div className="ws-bar"><h1>{title}</h1><span className="ws-grow" /><Segmented value={whose} onChange={setWhose} options={[{ value: 'me', label: t('workbench.me') }, { value: 'team', label: t('workbench.team') }]} /></div>
      <div className="ws-wb">
        <div className="ws-wb-main">
          {has('task') ? <Guarded><TodoBlock whose={whose} today={today} /></Guarded> : null}
          <Guarded><AttentionBlock whose={whose} /></Guarded>
        </div>
        <div className="ws-wb-side">
          <Guarded><NumbersBlock whose={whose} today={today} /></Guarded>
          {has('opportunity') ? <Guarded><PipelineBlock whose={whose} /></Guarded> : null}
          {has('activity') ? <Guarded><StreamBlock whose={whose} /></Guarded> : null}
        </div>
      </div>
    </>
  );
}
