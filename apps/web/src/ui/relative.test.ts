import { describe, expect, it } from 'vitest';
import { texts } from '../../test/texts.ts';
import { relativeDay, relativeTime } from './relative.ts';

const t = (key: string, params: Record<string, unknown> = {}): string => (texts[key]?.['zh-CN'] ?? key).replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(params[name]));
const context = { now: Date.parse('2026-11-25T02:00:00Z'), timeZone: 'Asia/Shanghai', locale: 'zh-CN' as const, t };

describe('relative time', () => {
  it.each([
    ['2026-11-25T01:59:40Z', '刚刚'], ['2026-11-25T01:20:00Z', '40 分钟前'], ['2026-11-24T23:30:00Z', '2 小时前'], ['2026-11-24T15:59:00Z', '昨天'], ['2026-11-23T01:00:00Z', '2 天前'],
    ['2026-10-26T02:00:00Z', '30 天前'], ['2026-10-01T02:00:00Z', '10-01'], ['2025-10-01T02:00:00Z', '2025-10-01'], ['2026-11-25T07:00:00Z', '今天 15:00'], ['2026-11-26T07:00:00Z', '明天 15:00'], ['2026-11-27T07:00:00Z', '周五 15:00'], ['2026-12-20T07:00:00Z', '12-20 15:00'],
  ])('%s is %s', (at, text) => expect(relativeTime(at, context)).toBe(text));
  it('tells the clock where asked', () => expect(relativeTime('2026-11-24T08:40:00Z', { ...context, style: 'clock' })).toBe('昨天 16:40'));
  it('knows days without a zone', () => expect(['2026-11-25', '2026-11-24', '2026-11-28', '2026-12-24', '2027-01-01'].map((day) => relativeDay(day, context))).toEqual(['今天', '昨天', '周六', '12-24', '2027-01-01']));
});
