import { resolve } from 'node:path';
import { type Core, createCore } from './core.ts';

/** What the launcher and the migrate container run: `cli.ts migrate demo`. Each command answers with one line of JSON. */
const commands: Record<string, (core: Core) => Promise<object>> = {
  migrate: async (core) => ({ applied: await core.migrate() }),
};
