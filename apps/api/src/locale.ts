import type { Locale } from '@wellspring/objects';

const ours = (tag: string): Locale | null => {
  const lower = tag.toLowerCase();
  if (/^zh-(tw|hk|mo|hant)/.test(lower)) return 'zh-TW';
  if (lower === 'zh' || lower.startsWith('zh-')) return 'zh-CN';
  return lower === 'en' || lower.startsWith('en-') ? 'en' : null;
};

/** The language an Accept-Language header asks for: the first of ours by weight, simplified Chinese when there is none. */
export function localeOf(header: string | undefined): Locale {
  const wishes = (header ?? '').slice(0, 200).split(',').map((part, index) => {
    const [tag = '', ...rest] = part.trim().split(';');
    const weight = Number(rest.find((one) => one.trim().startsWith('q='))?.trim().slice(2) ?? 1);
    return { locale: ours(tag), weight: Number.isFinite(weight) ? weight : 0, index };
  });
  wishes.sort((a, b) => b.weight - a.weight || a.index - b.index);
  return wishes.find((wish) => wish.locale && wish.weight > 0)?.locale ?? 'zh-CN';
}
