import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pnpm, root } from './install.mjs';

// vite brings a YAML reader along; one of our own would serve this file alone.
const { parse } = createRequire(realpathSync(join(root, 'apps/web/node_modules/vite/package.json')))('yaml');
const read = (path) => readFileSync(join(root, path), 'utf8');
const yaml = (path) => parse(read(path), { merge: true });
const exists = (path) => existsSync(join(root, path));

describe('docker/', () => {
  const dockerfile = read('docker/Dockerfile');

  it('builds from paths that exist', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths]) => paths.split(' '));
    expect(copied.length).toBeGreaterThan(10);
    expect(copied.filter((path) => !exists(path))).toEqual([]);
    const entry = [...read('docker/entrypoint.sh').matchAll(/(?:apps|packages)\/\S+\.ts/g)].map(([path]) => path);
    expect(entry).toHaveLength(3);
    expect(entry.filter((path) => !exists(path))).toEqual([]);
    expect(statSync(join(root, 'docker/entrypoint.sh')).mode & 0o111).toBe(0o111);
  });

  it('copies the manifest of every workspace member, or the lock file would not fit', () => {
    const members = [...read('pnpm-lock.yaml').matchAll(/^ {2}((?:apps|packages)\/[\w-]+|e2e):$/gm)].map(([, path]) => path);
    expect(members.length).toBeGreaterThan(6);
    for (const member of members) expect(dockerfile.match(new RegExp(`^COPY ${member}/package\\.json ${member}/$`, 'gm')), member).toHaveLength(2);
  });

  it('uses the package manager of the repository and does not run as root', () => {
    expect([...dockerfile.matchAll(/pnpm@[\d.]+/g)].map(([version]) => version)).toEqual([pnpm, pnpm]);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('has compose files that parse, name existing files, and leave no secret in the repository', () => {
    const { services, volumes } = yaml('docker/compose.yml');
    expect(Object.keys(services).sort()).toEqual(['api', 'migrate', 'postgres', 'proxy', 'redis', 'worker']);
    for (const [name, service] of Object.entries(services)) {
      for (const needed of Object.keys(service.depends_on ?? {})) expect(services, `${name} depends on ${needed}`).toHaveProperty(needed);
      for (const volume of service.volumes ?? []) {
        const [from] = volume.split(':');
        if (from.startsWith('.')) expect(existsSync(resolve(root, 'docker', from)), volume).toBe(true);
        else expect(volumes, volume).toHaveProperty(from);
      }
      if (service.build) expect(existsSync(resolve(root, 'docker', service.build.context, service.build.dockerfile))).toBe(true);
    }
    for (const name of ['postgres', 'redis', 'api']) expect(services[name].healthcheck, name).toBeTruthy();
    const asked = new Set([...read('docker/compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
    const offered = new Map(read('docker/env.example').split('\n').flatMap((line) => (/^\w+=/.test(line) ? [line.split('=')] : [])));
    for (const name of asked) expect(offered.get(name), name).toBe('');
    expect(Object.keys(yaml('docker/compose.dev.yml').services)).toEqual(['postgres', 'redis']);
  });
});

describe('.github/', () => {
  it('has a workflow that parses and runs the test command of the README', () => {
    const workflow = yaml('.github/workflows/ci.yml');
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps.map((step) => step.run).filter(Boolean));
    expect(steps).toContain('npm test');
    expect(read('README.md')).toContain('npm test');
    expect(read('.ci/run')).toContain('npm test');
  });

  it('has issue forms that parse', () => {
    for (const name of ['bug', 'idea']) expect(yaml(`.github/ISSUE_TEMPLATE/${name}.yml`)).toMatchObject({ name: expect.any(String), body: expect.any(Array) });
  });
});
