/** A path inside this application, or `/`: a `next` from an address bar must not lead elsewhere. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\') || [...next].some((sign) => sign < ' ')) return '/';
  return /^\/(login|setup)\b/.test(next) ? '/' : next;
}
