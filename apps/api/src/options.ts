import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FastifyServerOptions } from 'fastify';

export type ServerOptions = {
  /** Signs access tokens; 32 bytes at least. */
  tokenSecret: string;
  version: string;
  /** Folder of the built web application; without it the API stands alone. */
  webRoot?: string;
  /** Addresses of the proxies whose X-Forwarded-* headers count. */
  trustProxy?: string[];
  /** Cookies with the mark Secure whatever the request says (a proxy that ends TLS without telling). */
  secureCookies?: boolean;
  logger?: FastifyServerOptions['logger'];
};

export type Environment = ServerOptions & { databaseUrl: string; dataDir: string; host: string; port: number; poolSize: number; timeZone?: string };

const KNOWN_SECRETS = ['secret', 'changeme', 'change-me', 'supersecret', 'wellspring', 'password', 'default', 'your-secret', 'development', 'test'];
const MIN_SECRET_BYTES = 32;

/** @throws when the secret is short, a known default, or the same few signs over and over: then nobody may sign in with it */
export function checkTokenSecret(secret: string): void {
  if (Buffer.byteLength(secret) < MIN_SECRET_BYTES) throw new Error(`the token secret must have at least ${MIN_SECRET_BYTES} bytes`);
  if (new Set(secret).size < 8) throw new Error('the token secret repeats the same few signs');
  const bare = secret.toLowerCase().replace(/[^a-z]/g, '');
  if (KNOWN_SECRETS.some((known) => bare.split(known.replace(/[^a-z]/g, '')).join('') === '')) throw new Error('the token secret is a well-known default');
}

/** The secret kept in the data folder; made at the first start. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'secrets', 'token-secret');
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster; its secret is ours
    }
  }
  return readFileSync(file, 'utf8').trim();
}

const number = (env: NodeJS.ProcessEnv, name: string, fallback: number): number => {
  const value = Number(env[name] ?? fallback);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be a whole number`);
  return value;
};
const list = (text: string | undefined): string[] => (text ?? '').split(',').map((part) => part.trim()).filter(Boolean);

/** Settings of the process from its environment. @throws naming the variable that is missing or wrong, never its value */
export function readEnvironment(env: NodeJS.ProcessEnv, version: string): Environment {
  if (!env.DATABASE_URL) throw new Error('DATABASE_URL is missing');
  const dataDir = resolve(env.WELLSPRING_DATA ?? '.data');
  const proxies = list(env.TRUST_PROXY);
  if (proxies.some((one) => one === 'true' || one === '*' || /^\d+$/.test(one))) throw new Error('TRUST_PROXY must list addresses, for example 127.0.0.1,10.0.0.0/8');
  const tokenSecret = env.TOKEN_SECRET ?? ownSecret(dataDir);
  checkTokenSecret(tokenSecret);
  return {
    databaseUrl: env.DATABASE_URL, dataDir, version, tokenSecret, host: env.HOST ?? '127.0.0.1', port: number(env, 'PORT', 3000), poolSize: number(env, 'POOL_SIZE', 8),
    secureCookies: env.SECURE_COOKIES === 'true',
    ...(env.WEB_ROOT ? { webRoot: resolve(env.WEB_ROOT) } : {}), ...(proxies.length ? { trustProxy: proxies } : {}), ...(env.TIME_ZONE ? { timeZone: env.TIME_ZONE } : {}),
    logger: { level: env.LOG_LEVEL ?? 'info' },
  };
}
