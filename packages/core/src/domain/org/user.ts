import { user } from '@wellspring/objects';
import { behaviour } from '../../records/behaviour.ts';

/** ORG-02: a login is one person's whatever its capitals, so it is kept in small letters and its unique index tells. */
export const userBehaviour = behaviour(user, {
  async prepare(_ctx, items) {
    for (const { draft } of items) draft.login = draft.login?.normalize('NFC').trim().toLowerCase() || null;
  },
});
