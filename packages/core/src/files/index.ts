export { cleanFileName } from './file-name.ts';
export { addFile, fileContent, listFiles, MAX_FILE, removeFile } from './files.ts';
