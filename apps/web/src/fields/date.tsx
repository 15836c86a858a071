import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../app/i18n.ts';
import { useMeta } from '../meta/use-meta.ts';
import { relativeDay } from '../ui/relative.ts';
import { useNow } from '../ui/use-now.ts';
import { Dash, isBlank } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

const DayPicker = lazy(() => import('./day-picker.tsx').then((module) => ({ default: module.DayPicker })));

function DateDisplay({ value, mode }: DisplayProps) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const { company } = useMeta();
  const now = useNow();
  if (isBlank(value)) return <Dash mode={mode} always />;
  const day = String(value);
  if (mode === 'text') return <>{day}</>;
  const text = /^\d{4}-\d{2}-\d{2}$/.test(day) && mode === 'cell' ? relativeDay(day, { now, timeZone: company.timeZone, locale, t }) : day;
  return <time className="ws-num" dateTime={day} title={day}>{text}</time>;
}
export const DateInput = (props: InputProps) => <Suspense fallback={<span className="ws-input-wait" />}><DayPicker {...props} /></Suspense>;
export const dateView: FieldView = { Display: DateDisplay, Input: DateInput, Filter: filterOf(DateInput), width: 100, align: 'left' };
