import { describe, expect, it } from 'vitest';
import { checkHouseRules, rules } from './house-rules.mjs';

const broken = (read) => checkHouseRules(read).map(({ rule, line }) => `${rule}:${line}`);

/** For each rule texts that break it in their second line. */
const planted = {
  'colours-come-from-the-theme': ['apps/web/src/ui/a.tsx', ["\nconst a = '#1677ff';", '\nbackground: #FFF;', '\n  border: 1px solid rgba(0, 0, 0, 0.1);']],
  'sql-lives-in-core': ['apps/api/src/a.ts', ["\nconst a = 'SELECT id FROM customer WHERE x';", '\nrun(`\n  UPDATE customer SET name = 1`);', '\nrun("DELETE FROM task WHERE id = 1")']],
  'values-never-join-sql-text': ['packages/core/src/query/a.ts', ['\nquery(`SELECT * FROM t WHERE id = ${id}`)', '\nquery(`\n DELETE FROM t WHERE id = ${id}`)']],
  'field-types-have-registries': ['apps/api/src/a.ts', ['\nswitch (field.type) {', '\n  switch (fieldDef.type) {']],
  'files-fit-a-head': ['apps/web/src/a.ts', ['\n'.repeat(400)]],
};

describe('the house rules', () => {
  it('are all tried below', () => {
    expect(Object.keys(planted).sort()).toEqual(rules.map((rule) => rule.name).sort());
  });

  for (const [name, [file, texts]] of Object.entries(planted)) {
    it(`catch ${name}`, () => {
      for (const text of texts) expect(broken({ [file]: text })[0], text).toMatch(new RegExp(`^${name}:(2|400)$`));
    });
  }

  it('let pass what keeps them', () => {
    expect(
      broken({
        'apps/web/src/app/theme.ts': "const accent = '#1677ff';",
        'apps/web/src/ui/a.css': '.ws-a { color: var(--ink); }\n#root { height: 100%; }',
        'apps/web/src/ui/b.tsx': 'const a = <use href="#abc-mark" />;\nconst select = "Select a row from the list";',
        'packages/core/src/a.ts': 'run(sql`SELECT 1 FROM t WHERE id = ${id}`);\nrun(sql<Row>`SELECT 1 FROM t WHERE id = ${id}`);',
        'packages/objects/src/fields/registry.ts': 'switch (field.type) {}',
      }),
    ).toEqual([]);
  });
});
