import { dayOf, instantToLocal, type Locale } from '@wellspring/objects';

/** ago: how long ago ("2 小时前"). clock: the day and the time ("昨天 16:40"). */
export type RelativeStyle = 'ago' | 'clock';
type Words = (key: string, params?: Record<string, unknown>) => string;
type Context = { now: number; timeZone: string; locale: Locale; t: Words; style?: RelativeStyle };

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const shortDay = (day: string, today: string): string => (day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day);
const weekday = (day: string, locale: Locale): string => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** "昨天", "明天", "周五", "11-19", "2025-11-19": a calendar day seen from today. */
export function relativeDay(day: string, { now, timeZone, locale, t }: Context): string {
  const today = dayOf(new Date(now), timeZone);
  const days = daysBetween(today, day);
  const named: Record<number, string> = { 0: 'time.today', 1: 'time.tomorrow', [-1]: 'time.yesterday' };
  const key = named[days];
  if (key) return t(key);
  return days > 1 && days < 7 ? weekday(day, locale) : shortDay(day, today);
}

/** A moment as people say it, seen from now. */
export function relativeTime(at: string, context: Context): string {
  const { now, timeZone, t, style = 'ago' } = context;
  const local = instantToLocal(at, timeZone);
  const [day, clock] = [local.slice(0, 10), local.slice(11, 16)];
  const today = dayOf(new Date(now), timeZone);
  const days = daysBetween(today, day);
  if (style === 'clock' || days > 0 || Date.parse(at) > now + 60_000) {
    const name = relativeDay(day, context);
    return Math.abs(days) < 7 || day.slice(0, 4) === today.slice(0, 4) ? `${name} ${clock}` : name;
  }
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return t('time.now');
  if (minutes < 60) return t('time.minutes', { count: minutes });
  if (days === 0) return t('time.hours', { count: Math.floor(minutes / 60) });
  if (days === -1) return t('time.yesterday');
  return days > -31 ? t('time.days', { count: -days }) : shortDay(day, today);
}

/** The exact moment, as the tooltip shows it. */
export const exactTime = (at: string, timeZone: string): string => instantToLocal(at, timeZone).slice(0, 19).replace('T', ' ');
