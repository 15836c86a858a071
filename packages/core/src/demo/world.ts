import type { Core } from '../core.ts';
import type { Ctx } from '../ctx.ts';
import type { Random } from './random.ts';

/** What the makers share: who sells, when "now" is, and a context of a colleague at a moment. */
export type DemoWorld = {
  core: Core;
  random: Random;
  today: string;
  people: Map<string, string>;
  /** Context of a colleague as he stood at that moment, so that the journal tells a believable story. */
  at(login: string, instant: string): Promise<Ctx>;
  instant(daysAgo: number, hour?: number, minute?: number): string;
};
