/** Are two wire values the same to a person? Blank is blank, lists and pointers are compared by what they hold. */
export function sameValue(a: unknown, b: unknown): boolean {
  const [left, right] = [a === undefined || a === '' ? null : a, b === undefined || b === '' ? null : b];
  return left === right || (typeof left === 'object' && typeof right === 'object' && JSON.stringify(left) === JSON.stringify(right));
}
/** A key that makes a repeated request the same request. Works without a secure context too. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
