import { theme } from 'antd';
import { describe, expect, it } from 'vitest';
import { themeOf, tokens } from './theme.ts';
import css from './tokens.css?raw';

// Tokens that are ours alone: used through CSS variables, no antd token stands for them.
const OWN = new Set(['--on-tip', '--line-mark', '--focus-line', '--warning', '--c1', '--c2', '--c3', '--c4', '--c5', '--shadow-win-back', '--h-row', '--h-row-sm', '--h-row-touch', '--h-top', '--h-bar', '--h-dock', '--w-nav', '--w-rail',
  '--f-xs', '--l-xs', '--l-md', '--l-lg', '--l-xl', '--w-reg', '--w-med', '--l', '--l-sm']);

describe('theme', () => {
  it('reads every property of tokens.css', () => {
    const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
    const declared = new Set([...plain.matchAll(/(--[\w-]+)\s*:/g)].map((found) => found[1] ?? ''));
    expect(declared.size).toBeGreaterThan(80);
    for (const name of declared) expect(tokens.light[name], name).toBeTruthy();
    expect(tokens.dark['--bg']).not.toBe(tokens.light['--bg']);
    expect(tokens.dark['--h-ctl']).toBe(tokens.light['--h-ctl']);
  });
  it.each([['light', false], ['dark', true]] as const)('gives every shared token to antd as it is (%s)', (name, dark) => {
    const config = themeOf(tokens[name], dark);
    const given = new Set(JSON.stringify([config.token, config.components]).match(/"(?:[^"\\]|\\.)*"|-?\d+(\.\d+)?/g)?.map((part) => part.replace(/^"|"$/g, '').replace(/\\"/g, '"')));
    for (const [token, value] of Object.entries(tokens[name])) if (!OWN.has(token)) expect(given.has(value) || given.has(String(Number.parseFloat(value))), `${token} ${value}`).toBe(true);
  });
  it('keeps the seeds exact through the dark algorithm', () => {
    const map = theme.getDesignToken(themeOf(tokens.dark, true));
    expect([map.colorPrimary, map.colorSuccess, map.colorError, map.colorBgContainer]).toEqual([tokens.dark['--accent'], tokens.dark['--success'], tokens.dark['--error'], tokens.dark['--bg']]);
  });
});
