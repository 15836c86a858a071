export { BULK_LIMIT, startBulk } from './bulk.ts';
export { purgeOld, reconcile } from './housekeeping.ts';
export type { TaskKinds } from './lease.ts';
export { cancelTask, getTask, listTasks, resumeTask, taskFile } from './my-tasks.ts';
export { nextTask, type RunEnd, type RunOptions, runTask } from './run-task.ts';
export { type AnyTaskDef, defineTask, startTask, type TaskDef, type TaskOutcome, type TaskProgress, type TaskRow, type TaskRun } from './task.ts';
export { undoOperation } from './undo-task.ts';
