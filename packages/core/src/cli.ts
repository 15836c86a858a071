import { resolve } from 'node:path';
import { type Core, createCore } from './core.ts';
import { demoPeople, setDemoPassword } from './demo/people.ts';
import { loadDemo } from './demo/demo.ts';
import { verify } from './verify/index.ts';

const demoPassword = (): string => {
  const password = process.env.WELLSPRING_DEMO_PASSWORD;
  if (!password) throw new Error('WELLSPRING_DEMO_PASSWORD is not set');
  return password;
};

/** What the launcher and the container `migrate` run, for example `cli.ts migrate demo`. Each command answers with one line of JSON. */
const commands: Record<string, (core: Core) => Promise<object>> = {
  migrate: async (core) => ({ applied: await core.migrate() }),
  demo: async (core) => {
    const created = await loadDemo(core, { password: demoPassword() });
    return { created, people: await demoPeople(core) };
  },
  'demo-password': async (core) => {
    await setDemoPassword(core, demoPassword());
    return {};
  },
  /** Tells whatever does not hold that must always hold, and ends with 1 when any of it is an error. */
  verify: async (core) => {
    const violations = await verify(core);
    if (violations.some((one) => one.level === 'error')) process.exitCode = 1;
    return { violations };
  },
};

async function main(names: string[]): Promise<void> {
  const { DATABASE_URL: databaseUrl, WELLSPRING_DATA: dataDir = '.data', TIME_ZONE: timeZone } = process.env;
  const unknown = names.filter((name) => !Object.hasOwn(commands, name));
  if (!databaseUrl || !names.length || unknown.length) throw new Error(`usage: DATABASE_URL=… cli.ts ${Object.keys(commands).join(' | ')}`);
  const core = await createCore({ databaseUrl, dataDir: resolve(dataDir), poolSize: 2, statementTimeout: 600_000, ...(timeZone ? { timeZone } : {}) });
  try {
    for (const name of names) process.stdout.write(`${JSON.stringify({ command: name, ...(await commands[name]?.(core)) })}\n`);
  } finally {
    await core.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
