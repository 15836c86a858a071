import { randomFillSync } from 'node:crypto';

const bytes = new Uint8Array(10);
let lastMillis = 0;
let sequence = 0;

/** A UUID version 7 (RFC 9562 §5.7): time-ordered, and strictly rising within one process, so that new rows go to the right end of every index. */
export function newId(now = Date.now()): string {
  randomFillSync(bytes);
  if (now > lastMillis) {
    lastMillis = now;
    sequence = ((bytes[0] ?? 0) << 3) | ((bytes[1] ?? 0) & 7);
  } else if (++sequence > 0xfff) {
    sequence = 0;
    lastMillis += 1;
  }
  const time = lastMillis.toString(16).padStart(12, '0');
  const rest = [...bytes.subarray(2)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 | (Number.parseInt(rest[0] ?? '0', 16) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${variant}${rest.slice(1, 4)}-${rest.slice(4, 16)}`;
}
