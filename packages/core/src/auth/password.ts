import { hash, verify } from '@node-rs/argon2';
import { UserError } from '../errors.ts';

/** OWASP's argon2id parameters: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MIN_LENGTH = 10;
const MAX_LENGTH = 200;
const AT_ONCE = 2;
const MAX_WAITING = 100;

/** What people choose first when told to make it long. Compared without case. */
const TOO_COMMON = new Set([
  '1234567890', '0123456789', '12345678910', '123456789012', '0987654321', '1111111111', '0000000000', '8888888888', '6666666666', '1234554321', '1122334455',
  'qwertyuiop', 'qwerty1234', 'qwerty12345', 'qwerty123456', '1q2w3e4r5t', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'qwer123456', 'asdfghjkl;', 'zxcvbnm123',
  'password12', 'password123', 'password1234', 'password12345', 'passw0rd123', 'p@ssw0rd123', 'p@ssword123', 'mypassword', 'changeme123', 'letmein123', 'welcome123', 'welcome1234',
  'abcdefghij', 'abc1234567', 'abcd123456', 'abc123456789', 'a123456789', 'aa12345678', 'aaaaaaaaaa', 'admin12345', 'admin123456', 'administrator', 'root123456', 'iloveyou123', 'woaini1314', 'woaini520', 'woaini1314520', 'wellspring', 'wellspring1', 'wellspring123',
]);

let running = 0;
const waiting: (() => void)[] = [];

/** Hashing takes 19 MiB and a core for 20 ms: two at a time, and a storm of sign-ins waits or is turned away instead of taking the machine. */
async function bounded<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) throw new UserError('busy.overload', {}, 503);
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** NFC, because the same keys give composed signs on one system and decomposed ones on another; else as typed. */
const asTyped = (password: string): string => password.normalize('NFC');
const lengthOf = (password: string): number => [...password].length;

/** @throws UserError `password.too-short`, `password.too-long`, `password.too-common` on the given field */
export function checkPassword(password: string, login: string, field: string): void {
  const refuse = (code: string, params?: Record<string, unknown>): never => {
    throw new UserError(code, { field, fields: [{ field, code, ...(params ? { params } : {}) }], ...(params ? { params } : {}) });
  };
  const typed = asTyped(password);
  if (lengthOf(typed) < MIN_LENGTH) refuse('password.too-short', { min: MIN_LENGTH });
  if (lengthOf(typed) > MAX_LENGTH) refuse('password.too-long', { max: MAX_LENGTH });
  const plain = typed.trim().toLowerCase();
  if (TOO_COMMON.has(plain) || plain === login.trim().toLowerCase() || new Set(plain).size < 4) refuse('password.too-common');
}

/** The argon2id hash of a password. */
export const hashPassword = (password: string): Promise<string> => bounded(() => hash(asTyped(password), COST));

let dummy: Promise<string> | undefined;

/** Does the password belong to the hash? Without a hash (no such account) the same work is done for nothing, so that the time tells nothing. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  if (lengthOf(password) > MAX_LENGTH) return false;
  dummy ??= hashPassword('an account that does not exist');
  const against = stored ?? (await dummy);
  const matches = await bounded(() => verify(against, asTyped(password)));
  return stored !== null && matches;
}
