import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSource } from './db.ts';
import { migrate, missingSql } from './migrate.ts';

/**
 * `pnpm db:generate <name>`: writes the migration that brings the tables to the definitions, and registers it.
 * DATABASE_URL names an empty database; the SQL is to be read before it is committed.
 */
export async function generateMigration(url: string, name: string, now = new Date()): Promise<string | null> {
  const source = dataSource(url);
  await source.initialize();
  try {
    await migrate(source);
    const { up, down } = await missingSql(source);
    if (!up.length) return null;
    const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
    const file = `${stamp}-${name}`;
    const className = `${name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}${now.getTime()}`;
    const body = (queries: string[]): string => queries.map((query) => `    await runner.query(\`${query.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\`);`).join('\n');
    const extension = readdirSync(join(import.meta.dirname, 'migrations')).length === 1 ? '    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);\n' : '';
    writeFileSync(
      join(import.meta.dirname, 'migrations', `${file}.ts`),
      `import type { MigrationInterface, QueryRunner } from 'typeorm';\n\nexport class ${className} implements MigrationInterface {\n  readonly name = '${className}';\n  async up(runner: QueryRunner): Promise<void> {\n${extension}${body(up)}\n  }\n  async down(runner: QueryRunner): Promise<void> {\n${body(down)}\n  }\n}\n`,
    );
    const files = readdirSync(join(import.meta.dirname, 'migrations')).filter((one) => /^\d{14}-/.test(one)).sort();
    const classes = await Promise.all(files.map(async (one) => Object.keys((await import(join(import.meta.dirname, 'migrations', one))) as object)[0] as string));
    writeFileSync(
      join(import.meta.dirname, 'migrations', 'index.ts'),
      `${files.map((one, index) => `import { ${classes[index]} } from './${one}';`).join('\n')}\n\n/** In the order of their time stamps; never edited after a release. */\nexport const migrations = [${classes.join(', ')}] as const;\n`,
    );
    return file;
  } finally {
    await source.destroy();
  }
}

if (process.argv[1] === import.meta.filename) {
  const [url, name] = [process.env.DATABASE_URL, process.argv[2]];
  if (!url || !name) throw new Error('usage: DATABASE_URL=… node --import tsx packages/core/src/db/generate.ts <name>');
  console.log((await generateMigration(url, name)) ?? 'nothing to do: the tables match the definitions');
}
