export { verify } from './verify.ts';
export type { Violation } from './violation.ts';
