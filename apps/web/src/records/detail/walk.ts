/** The place of an open record in the list it was opened from, and the ways to its neighbours. */
export type Walk = { index: number; total: number; previous?: (() => void) | undefined; next?: (() => void) | undefined };
