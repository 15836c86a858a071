import { bulkTask } from './bulk.ts';
import { exportTask } from './export/index.ts';
import { importCheckTask, importTask } from './import/index.ts';
import type { TaskKinds } from './lease.ts';
import type { AnyTaskDef } from './task.ts';
import { undoTask } from './undo-task.ts';

const kinds: readonly AnyTaskDef[] = [bulkTask, exportTask, importCheckTask, importTask, undoTask];

/** Every kind of background task this version can run. */
export const taskKinds: TaskKinds = Object.fromEntries(kinds.map((def) => [def.kind, def]));
