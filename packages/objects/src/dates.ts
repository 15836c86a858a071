import { isoDay } from './fields/date.ts';

/** Named periods of the operator `within`; kept as words in a stored Query, so that "last month" never ages. */
export const PERIODS = [
  'today', 'yesterday', 'tomorrow', 'thisWeek', 'lastWeek', 'nextWeek', 'thisMonth', 'lastMonth', 'nextMonth',
  'thisQuarter', 'lastQuarter', 'nextQuarter', 'thisYear', 'lastYear', 'last7Days', 'last30Days', 'last90Days', 'next7Days', 'next30Days',
] as const;
export type Period = (typeof PERIODS)[number];

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}

/** Wall clock of an instant in a zone, `YYYY-MM-DDTHH:mm:ss.sss` without a zone mark. */
export function instantToLocal(instant: string | Date, timeZone: string): string {
  const at = new Date(instant);
  const parts = Object.fromEntries(formatOf(timeZone).formatToParts(at).map((part) => [part.type, part.value]));
  return `${(parts.year ?? '').padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
}

/** The instant (ISO, UTC) at which a zone's wall clock shows `local`. A repeated hour means its first run; a skipped one the moment after the gap. */
export function localToInstant(local: string, timeZone: string): string {
  const wanted = Date.parse(`${local}Z`);
  let at = wanted;
  for (let round = 0; round < 3; round++) {
    const shown = Date.parse(`${instantToLocal(new Date(at), timeZone)}Z`);
    if (shown === wanted) break;
    at += wanted - shown;
  }
  return new Date(at).toISOString();
}

/** The day a zone's calendar shows at an instant. */
export const dayOf = (instant: string | Date, timeZone: string): string => instantToLocal(instant, timeZone).slice(0, 10);

const parts = (day: string): [number, number, number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];

/** A day some days later (or earlier). */
export function addDays(day: string, count: number): string {
  const [year, month, date] = parts(day);
  return new Date(Date.UTC(year, month - 1, date + count)).toISOString().slice(0, 10);
}
/** A day some months later; the 31st becomes the last day of a shorter month. */
export function addMonths(day: string, count: number): string {
  const [year, month, date] = parts(day);
  const total = year * 12 + month - 1 + count;
  const [y, m] = [Math.floor(total / 12), (total % 12) + 1];
  for (let d = date; ; d--) {
    const found = isoDay(y, m, d);
    if (found) return found;
  }
}

const monday = (day: string): string => {
  const [year, month, date] = parts(day);
  return addDays(day, -((new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7));
};
const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
const firstOfQuarter = (day: string): string => `${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
const firstOfYear = (day: string): string => `${day.slice(0, 4)}-01-01`;

const ranges: Record<Period, (today: string) => [string, string]> = {
  today: (d) => [d, addDays(d, 1)],
  yesterday: (d) => [addDays(d, -1), d],
  tomorrow: (d) => [addDays(d, 1), addDays(d, 2)],
  thisWeek: (d) => [monday(d), addDays(monday(d), 7)],
  lastWeek: (d) => [addDays(monday(d), -7), monday(d)],
  nextWeek: (d) => [addDays(monday(d), 7), addDays(monday(d), 14)],
  thisMonth: (d) => [firstOfMonth(d), addMonths(firstOfMonth(d), 1)],
  lastMonth: (d) => [addMonths(firstOfMonth(d), -1), firstOfMonth(d)],
  nextMonth: (d) => [addMonths(firstOfMonth(d), 1), addMonths(firstOfMonth(d), 2)],
  thisQuarter: (d) => [firstOfQuarter(d), addMonths(firstOfQuarter(d), 3)],
  lastQuarter: (d) => [addMonths(firstOfQuarter(d), -3), firstOfQuarter(d)],
  nextQuarter: (d) => [addMonths(firstOfQuarter(d), 3), addMonths(firstOfQuarter(d), 6)],
  thisYear: (d) => [firstOfYear(d), addMonths(firstOfYear(d), 12)],
  lastYear: (d) => [addMonths(firstOfYear(d), -12), firstOfYear(d)],
  last7Days: (d) => [addDays(d, -6), addDays(d, 1)],
  last30Days: (d) => [addDays(d, -29), addDays(d, 1)],
  last90Days: (d) => [addDays(d, -89), addDays(d, 1)],
  next7Days: (d) => [d, addDays(d, 7)],
  next30Days: (d) => [d, addDays(d, 30)],
};

/** First day of a period and the first day after it, as the calendar of `timeZone` stands at `now`. Weeks begin on Monday. */
export function periodRange(period: Period, now: Date, timeZone: string): { from: string; to: string } {
  const [from, to] = ranges[period](dayOf(now, timeZone));
  return { from, to };
}

/** Resolves `-P30D`, `P2W`, `-P3M`, `P1Y` against today; null when the text is no such span. */
export function shiftedDay(span: string, today: string): string | null {
  const match = /^(-?)P(\d{1,4})([DWMY])$/.exec(span);
  if (!match) return null;
  const count = Number(match[2]) * (match[1] ? -1 : 1);
  const units: Record<string, () => string> = { D: () => addDays(today, count), W: () => addDays(today, count * 7), M: () => addMonths(today, count), Y: () => addMonths(today, count * 12) };
  return units[match[3] ?? '']?.() ?? null;
}
