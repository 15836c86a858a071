// Rules of this house that no linter knows: each is a pattern, where it holds, and why.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const COLOUR = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?!['"]?\s*[\w/-])|\b(?:rgba?|hsla?|oklch)\(/i;
const SQL = /['"`]\s*(?:SELECT\s[\s\S]*?\sFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM)\s/;
const MIXED_SQL = /(?<![\w>])`\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|WITH)\b[^`]*\$\{/;
const TEST = /\.(?:test|data-test|test-d)\.tsx?$|\/test\//;
const LINES = 400;

export const rules = [
  {
    name: 'colours-come-from-the-theme', files: /^apps\/web\/src\/.*\.(?:tsx?|css)$/, except: /^apps\/web\/src\/app\/(?:theme\.ts|tokens\.css)$/,
    find: (text) => lines(text, COLOUR), why: 'use a CSS variable of app/tokens.css, which has a value in both themes',
  },
  {
    name: 'sql-lives-in-core', files: /^(?:apps|packages\/(?:objects|client))\/.*\.tsx?$/, except: TEST,
    find: (text) => whole(text, SQL), why: 'call the core; it alone talks to the database',
  },
  {
    name: 'values-never-join-sql-text', files: /^packages\/core\/src\/.*\.ts$/, except: /^packages\/core\/src\/db\/(?:migrations\/|generate\.ts$|to-entity\.ts$)|\.test\.ts$/,
    find: (text) => whole(text, MIXED_SQL), why: 'write it with the sql tag, so that values become parameters',
  },
  {
    name: 'field-types-have-registries', files: /^(?:apps|packages)\/.*\.tsx?$/, except: /^(?:packages\/objects|apps\/web)\/src\/fields\/|\.test\.tsx?$/,
    find: (text) => lines(text, /\bswitch\s*\(\s*\w*(?:field|def)\w*\.type\s*\)/i), why: 'put what differs by field type into its registry',
  },
  {
    name: 'files-fit-a-head', files: /^(?:apps|packages)\/.*\.(?:tsx?|css)$/, except: /\/(?:migrations|locales)\/|\.test\.tsx?$|\.test-d\.ts$/,
    find: (text) => (text.split('\n').length > LINES && !/^\/[/*].*\blong\b/i.test(text) ? [LINES] : []), why: `over ${LINES} lines: split it, or say in the first line why it is long`,
  },
];

/** The lines that hold the pattern; a line may excuse itself with "house-rule:" and the reason. */
function lines(text, pattern) {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) && !/house-rule:/.test(line) ? [index + 1] : []));
}

/** The lines where matches of a pattern over several lines begin. */
function whole(text, pattern) {
  return [...text.matchAll(new RegExp(pattern, 'g'))].map((match) => text.slice(0, match.index).split('\n').length);
}

const skipped = new Set(['node_modules', 'dist', 'test-results', 'playwright-report', 'coverage']);
function sources(base, path) {
  return readdirSync(join(base, path), { withFileTypes: true }).flatMap((entry) => {
    const below = `${path}/${entry.name}`;
    return entry.isDirectory() ? (skipped.has(entry.name) ? [] : sources(base, below)) : [below];
  });
}

/** Every place below apps/ and packages/ that breaks a rule. */
export function checkHouseRules(read = null) {
  const files = read ? Object.keys(read) : ['apps', 'packages'].flatMap((folder) => sources(root, folder));
  return files.flatMap((file) => {
    const holding = rules.filter((rule) => rule.files.test(file) && !rule.except.test(file));
    if (!holding.length) return [];
    const text = read ? read[file] : readFileSync(join(root, file), 'utf8');
    return holding.flatMap((rule) => rule.find(text).map((line) => ({ rule: rule.name, file, line, why: rule.why })));
  });
}

if (process.argv[1] === import.meta.filename) {
  const broken = checkHouseRules();
  for (const { rule, file, line, why } of broken) console.error(`${file}:${line}  ${rule}: ${why}`);
  console.log(`${rules.length} house rules, broken in ${broken.length} places`);
  process.exitCode = broken.length ? 1 : 0;
}
