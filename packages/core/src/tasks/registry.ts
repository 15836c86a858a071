import { bulkTask } from './bulk.ts';
import type { TaskKinds } from './lease.ts';
import type { AnyTaskDef } from './task.ts';
import { undoTask } from './undo-task.ts';

const kinds: readonly AnyTaskDef[] = [bulkTask, undoTask];

/** Every kind of background task this version can run. */
export const taskKinds: TaskKinds = Object.fromEntries(kinds.map((def) => [def.kind, def]));
