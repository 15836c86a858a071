import type { TaskKinds } from './lease.ts';
import type { AnyTaskDef } from './task.ts';

const kinds: readonly AnyTaskDef[] = [];

/** Every kind of background task this version can run. */
export const taskKinds: TaskKinds = Object.fromEntries(kinds.map((def) => [def.kind, def]));
