import { test } from '@playwright/test';
import { type Client, createClient } from '@wellspring/client';
import type { WireRecord } from '@wellspring/objects';
import { type Login, password } from './sign-in.ts';

const MINUTES = 8 * 60_000;
const clients = new Map<Login, { client: Client; until: number }>();

/** The API as a demo person: journeys make what they need through it and look at what came of their clicks. */
export async function as(login: Login): Promise<Client> {
  const known = clients.get(login);
  if (known && known.until > Date.now()) return known.client;
  const baseUrl = test.info().project.use.baseURL ?? '';
  const { token } = await createClient({ baseUrl }).session.signIn(login, password());
  const client = createClient({ baseUrl, token: () => token });
  clients.set(login, { client, until: Date.now() + MINUTES });
  return client;
}

const SIGNS = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'];
/** Signs that make a name of this journey like no other one. */
export const mark = (length = 6): string => Array.from({ length }, () => SIGNS[Math.floor(Math.random() * SIGNS.length)]).join('');
/** So many figures that nobody else has. */
export const digits = (length: number): string => Array.from({ length }, () => Math.floor(Math.random() * 10)).join('');

/** Makes a record and gives it back as it stands. */
export async function make(client: Client, object: string, values: Record<string, unknown>): Promise<WireRecord> {
  return (await client.records(object).create(values)).record;
}
