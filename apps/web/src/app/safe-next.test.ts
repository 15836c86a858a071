import { expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

it.each([
  ['/o/customer?view=mine', '/o/customer?view=mine'], [null, '/'], ['', '/'], ['//evil.example', '/'], ['https://evil.example', '/'], ['/\\evil.example', '/'], ['/\t/evil.example', '/'], ['javascript:alert(1)', '/'], ['/login?next=/login', '/'],
])('%j leads to %j', (next, path) => expect(safeNext(next)).toBe(path));
