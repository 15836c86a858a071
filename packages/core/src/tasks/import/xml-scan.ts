import { UserError } from '../../errors.ts';

/** What a scanner reports. `tag` is the raw inside of the tag, read with `attribute`. */
export type XmlEvents = { open(name: string, tag: string): void; close(name: string): void; text(text: string): void };
const LONGEST_TAG = 64 * 1024;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with the five named entities and numbered signs put in; there is no way to define another. */
export function decodeXml(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text;
  return text
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return entities[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    })
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
/** An attribute of a raw tag, its prefix ignored. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decodeXml(value);
}
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Scans XML as it arrives and holds one unfinished token at most. A document type is refused: with it all entity bombs go.
 * @throws UserError `import.damaged`
 */
export function xmlScanner(events: XmlEvents): { write(chunk: string): void; end(): void } {
  let rest = '';
  const damaged = (): UserError => new UserError('import.damaged');
  function tag(body: string): void {
    if (body.startsWith('/')) {
      events.close(local(body.slice(1).trim()));
      return;
    }
    const name = /^[^\s/>]+/.exec(body)?.[0];
    if (!name) throw damaged();
    events.open(local(name), body.slice(name.length));
    if (body.endsWith('/')) events.close(local(name));
  }
  return {
    write(chunk) {
      const text = rest + chunk;
      let at = 0;
      for (;;) {
        const open = text.indexOf('<', at);
        if (open < 0) {
          // An entity may be cut in two: what follows the last & waits.
          const amp = text.indexOf('&', Math.max(at, text.length - 12));
          const upTo = amp < 0 ? text.length : amp;
          if (upTo > at) events.text(decodeXml(text.slice(at, upTo)));
          rest = text.slice(upTo);
          return;
        }
        if (open > at) events.text(decodeXml(text.slice(at, open)));
        if (text.startsWith('<!--', open)) {
          const end = text.indexOf('-->', open + 4);
          if (end < 0) { at = open; break; }
          at = end + 3;
        } else if (text.startsWith('<![CDATA[', open)) {
          const end = text.indexOf(']]>', open + 9);
          if (end < 0) { at = open; break; }
          events.text(text.slice(open + 9, end));
          at = end + 3;
        } else {
          const end = text.indexOf('>', open);
          if (end < 0) { at = open; break; }
          const body = text.slice(open + 1, end);
          if (body.startsWith('!')) throw damaged();
          if (!body.startsWith('?')) tag(body);
          at = end + 1;
        }
      }
      rest = text.slice(at);
      if (rest.length > LONGEST_TAG) throw damaged();
    },
    end() {
      if (rest.trim()) throw damaged();
    },
  };
}
