export { importCheckTask } from './check-task.ts';
export { importTask } from './import-task.ts';
export { checkImport, createImport, getImport, patchImport, runImport } from './imports.ts';
