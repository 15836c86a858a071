import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];
const SAMPLE = 512 * 1024;

const bomOf = (head: Buffer): Encoding | null =>
  head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;

/** UTF-16 without a mark: every other byte of Latin text is zero. */
function zeroPattern(head: Buffer): Encoding | null {
  let [even, odd] = [0, 0];
  const length = Math.min(head.length, 4096);
  for (let at = 0; at < length; at++) if (head[at] === 0) at % 2 ? odd++ : even++;
  return odd > length / 4 && even < odd / 10 ? 'utf-16le' : even > length / 4 && odd < even / 10 ? 'utf-16be' : null;
}

// The signs that fill Chinese business texts, both scripts. A wrong decoding hits them by accident only.
const COMMON = new Set('的一是在有公司人号號名称稱电话電話地址市省区區路编編数數量单位單產产品客户戶系联聯上海北京州部门門经經理订訂购購日期年月价價格金额額备備注註王李张張陈陳刘劉黄黃林杨楊吴吳赵趙周国國中大小东東南西新华華科技有限责責任股份工业業贸貿易集团團时時间間姓性别別男女出生手机機邮郵箱职職务務销銷售商店台臺湾灣县縣镇鎮村街道室楼樓层層');

/** Share of common signs among the Chinese of a decoding; half a point less for every sign that cannot be. */
function chineseScore(sample: Buffer, encoding: Encoding): number {
  const text = iconv.decode(sample, encoding);
  let [han, common, bad] = [0, 0, 0];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || (code < 32 && code !== 9 && code !== 10 && code !== 13)) bad += 1;
    else if (code >= 0x4e00 && code <= 0x9fff) { han += 1; if (COMMON.has(sign)) common += 1; }
  }
  return han ? (common - bad * 0.5) / han : -1;
}

/** The encoding of a sample that is no UTF-8: GB18030 or Big5 by the signs they would make, Western when neither makes sense. */
export function guessEncoding(sample: Buffer): Encoding {
  const scores = { gb18030: chineseScore(sample, 'gb18030'), big5: chineseScore(sample, 'big5') };
  const [best, other] = scores.gb18030 >= scores.big5 ? (['gb18030', 'big5'] as const) : (['big5', 'gb18030'] as const);
  const opinion = analyse(sample.subarray(0, 65_536));
  const confidence = (name: RegExp): number => Math.max(0, ...opinion.filter((one) => name.test(one.name)).map((one) => one.confidence));
  // Single accented letters in Latin text decode to rare Chinese signs: then the western reading is the sane one.
  let high = 0;
  for (const byte of sample) if (byte >= 0x80) high += 1;
  if (scores[best] < 0.03 && (high / sample.length < 0.05 || confidence(/^(ISO-8859-1|windows-1252)$/) > confidence(/^(GB18030|Big5)$/))) return 'windows-1252';
  if (scores[best] - scores[other] > 0.01) return best;
  return confidence(/^Big5$/) > confidence(/^GB18030$/) ? 'big5' : 'gb18030';
}

/** Reads a text file once: is it UTF-8 to its last byte? If not, what is it? Returns null for a file that is no text. */
export async function detectEncoding(path: string, head: Buffer): Promise<Encoding | null> {
  const marked = bomOf(head) ?? zeroPattern(head);
  if (marked) return marked;
  if (head.includes(0)) return null;
  let rest = Buffer.alloc(0);
  let utf8 = true;
  const odd: Buffer[] = [];
  let held = 0;
  for await (const part of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const chunk = rest.length ? Buffer.concat([rest, part as Buffer]) : (part as Buffer);
    // A letter may be cut at the end of a chunk: up to three bytes wait for the next.
    const cut = utf8 ? openTail(chunk) : chunk.length;
    rest = Buffer.from(chunk.subarray(cut));
    utf8 &&= isUtf8(chunk.subarray(0, cut));
    if (!utf8 && held < SAMPLE) { odd.push(Buffer.from(chunk)); held += chunk.length; }
    if (!utf8 && held >= SAMPLE) break;
  }
  return utf8 && rest.length === 0 ? 'utf-8' : guessEncoding(Buffer.concat(odd.length ? odd : [head]));
}

/** Where an unfinished UTF-8 letter begins at the end of a chunk (its length when there is none). */
function openTail(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back] as number;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? chunk.length - back : chunk.length;
    if (byte < 0x80) return chunk.length;
  }
  return chunk.length;
}

/** The text of a file in pieces, without its byte order mark. */
export async function* decodedText(path: string, encoding: Encoding, stop?: AbortSignal): AsyncGenerator<string> {
  const source: Readable = createReadStream(path, { highWaterMark: 256 * 1024, ...(stop ? { signal: stop } : {}) });
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  for await (const chunk of source) {
    const text = decoder.write(chunk as Buffer);
    if (text) yield text;
  }
  const last = decoder.end();
  if (last) yield last;
}
