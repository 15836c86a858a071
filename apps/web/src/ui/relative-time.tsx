import { useTranslation } from 'react-i18next';
import { useLocale } from '../app/i18n.ts';
import { useMeta } from '../meta/use-meta.ts';
import { exactTime, type RelativeStyle, relativeTime } from './relative.ts';
import { useNow } from './use-now.ts';

/** A moment as people say it ("2 小时前", "昨天", "11-19"), the exact one on hover. */
export function RelativeTime({ at, style = 'ago', className }: { at: string; style?: RelativeStyle; className?: string | undefined }) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const { company } = useMeta();
  const text = relativeTime(at, { now: useNow(), timeZone: company.timeZone, locale, t, style });
  return <time className={className ? `ws-num ${className}` : 'ws-num'} dateTime={at} title={exactTime(at, company.timeZone)}>{text}</time>;
}
