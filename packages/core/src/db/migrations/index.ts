import { Initial1795572477035 } from './20261125020757-initial.ts';

/** In the order of their time stamps; never edited after a release. */
export const migrations = [Initial1795572477035] as const;
