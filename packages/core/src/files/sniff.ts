import { isUtf8 } from 'node:buffer';

const signatures: readonly [type: string, at: number, bytes: string][] = [
  ['image/png', 0, '89504e470d0a1a0a'], ['image/jpeg', 0, 'ffd8ff'], ['image/gif', 0, '47494638'], ['image/webp', 8, '57454250'], ['image/bmp', 0, '424d'],
  ['application/pdf', 0, '255044462d'], ['application/zip', 0, '504b0304'], ['application/zip', 0, '504b0506'], ['application/x-cfb', 0, 'd0cf11e0a1b11ae1'],
  ['application/gzip', 0, '1f8b'], ['application/x-7z-compressed', 0, '377abcaf271c'], ['application/x-rar', 0, '526172211a07'],
  ['application/x-msdownload', 0, '4d5a'], ['application/x-executable', 0, '7f454c46'], ['audio/mpeg', 0, '494433'], ['video/mp4', 4, '66747970'],
];
const office: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};
const MARKUP = /^\s*(?:<!doctype\s+html|<html|<head|<body|<script|<table|<\?xml|<svg|<!--)/i;

/** Is this the beginning of a text that a browser or a spreadsheet would read as markup? */
export const looksLikeMarkup = (head: Buffer): boolean => MARKUP.test(head.subarray(0, 1024).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''));

const hasBom = (head: Buffer): boolean => (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
/** No NUL, except in UTF-16: what a text editor would open. */
export const looksLikeText = (head: Buffer): boolean => hasBom(head) || !head.includes(0);

/** The type of a file by its first bytes; its name only tells the members of one family apart. Nothing that a browser might run is ever called by its type. */
export function sniffType(head: Buffer, name: string): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  for (const [type, at, bytes] of signatures) {
    if (head.subarray(at, at + bytes.length / 2).toString('hex') !== bytes) continue;
    return type === 'application/zip' ? (office[ending] ?? type) : type === 'application/x-cfb' ? 'application/octet-stream' : type;
  }
  if (looksLikeMarkup(head)) return 'application/octet-stream';
  if (!looksLikeText(head)) return 'application/octet-stream';
  const utf8 = isUtf8(head) || isUtf8(head.subarray(0, Math.max(0, head.length - 3)));
  return ending === 'csv' ? 'text/csv' : utf8 ? 'text/plain; charset=utf-8' : 'text/plain';
}
