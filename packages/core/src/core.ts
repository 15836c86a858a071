import type { Access, Locale, Me, OperationSource } from '@wellspring/objects';
import { loadAccess } from './access/load-access.ts';
import type { Ctx } from './ctx.ts';
import { type Db, openDb } from './db/db.ts';
import { migrate } from './db/migrate.ts';
import { behaviours } from './domain/index.ts';

export type CoreConfig = {
  databaseUrl: string;
  /** Folder of uploads, results and secrets. */
  dataDir: string;
  poolSize?: number;
  /** Milliseconds a statement may take; the worker is given longer. */
  statementTimeout?: number;
  timeZone?: string;
  /** The clock; tests set their own. */
  now?: () => Date;
  log?: (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) => void;
};

export type CallerOptions = { locale?: Locale; requestId?: string; source?: OperationSource; timeZone?: string };

/** The server side of Wellspring: a database, a data folder, and contexts to call the engine with. */
export type Core = {
  readonly config: Required<Omit<CoreConfig, 'poolSize' | 'statementTimeout'>>;
  readonly db: Db;
  migrate(): Promise<string[]>;
  /** The context of a call by this user, with his rights as they stand now. @throws UserError `session.ended` for absent or disabled users */
  ctxFor(userId: string, options?: CallerOptions): Promise<Ctx>;
  /** The context of the house itself: no user, all rights; for the relay, schedules, set-up. */
  systemCtx(options?: CallerOptions): Ctx;
  close(): Promise<void>;
};

const SYSTEM_USER: Me = { id: '00000000-0000-7000-8000-000000000000', name: 'Wellspring', login: '', departmentId: null, jobTitle: null };
const NO_ACCESS: Access = { userId: SYSTEM_USER.id, admin: true, deptIds: [], deptTreeIds: [], objects: {} };

/** Opens the core. Nothing is migrated or seeded by this. */
export async function createCore(given: CoreConfig): Promise<Core> {
  const config = { timeZone: 'Asia/Shanghai', now: () => new Date(), log: () => undefined, ...given };
  const db = await openDb(given.databaseUrl, { ...(given.poolSize ? { poolSize: given.poolSize } : {}), ...(given.statementTimeout ? { statementTimeout: given.statementTimeout } : {}) });
  const context = (user: Me, access: Access, system: boolean, options: CallerOptions): Ctx => ({
    db, run: db.run, user, access, system, locale: options.locale ?? 'zh-CN', timeZone: options.timeZone ?? config.timeZone, now: config.now(),
    requestId: options.requestId ?? '', source: options.source ?? (system ? 'system' : 'api'), depth: 0, behaviours, dataDir: config.dataDir,
  });
  return {
    config, db,
    migrate: () => migrate(db.source),
    async ctxFor(userId, options = {}) {
      const { me, access } = await loadAccess(db, userId);
      return context(me, access, false, options);
    },
    systemCtx: (options = {}) => context(SYSTEM_USER, NO_ACCESS, true, options),
    close: () => db.source.destroy(),
  };
}
