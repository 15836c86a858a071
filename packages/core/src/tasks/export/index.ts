export { exportTask, startExport } from './export-task.ts';
