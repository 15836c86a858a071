import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from 'typeorm';

type Columns = Record<string, EntitySchemaColumnOptions>;
const id: EntitySchemaColumnOptions = { type: 'uuid', primary: true };
const serial: EntitySchemaColumnOptions = { type: 'bigint', primary: true, generated: 'increment' };
const textKey: EntitySchemaColumnOptions = { type: 'text', primary: true };
const text: EntitySchemaColumnOptions = { type: 'text' };
const textOrNull: EntitySchemaColumnOptions = { type: 'text', nullable: true };
const uuid: EntitySchemaColumnOptions = { type: 'uuid' };
const uuidOrNull: EntitySchemaColumnOptions = { type: 'uuid', nullable: true };
const int = (fallback: number): EntitySchemaColumnOptions => ({ type: 'integer', default: fallback });
const json: EntitySchemaColumnOptions = { type: 'jsonb' };
const jsonOrNull: EntitySchemaColumnOptions = { type: 'jsonb', nullable: true };
const at: EntitySchemaColumnOptions = { type: 'timestamptz', precision: 3 };
const atOrNull: EntitySchemaColumnOptions = { type: 'timestamptz', precision: 3, nullable: true };
const named = (columns: Columns): Columns => Object.fromEntries(Object.entries(columns).map(([key, options]) => [key, { name: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), ...options }]));

const entity = (tableName: string, columns: Columns, indices: EntitySchemaOptions<unknown>['indices'] = []) =>
  new EntitySchema<Record<string, unknown>>({ name: `infra:${tableName}`, tableName, columns: named(columns), indices: indices ?? [] });
const toUser = (table: string, column = 'user_id'): EntitySchemaColumnOptions['foreignKey'] => ({ target: 'user', onDelete: 'CASCADE', name: `fk_${table}_${column}` });

/** Tables of the house itself. Reached by typed statements in the module that owns each of them. */
export const infraEntities = [
  // Rights
  entity('role', { id, name: text, def: json, createdAt: at }),
  entity('user_role', { userId: { ...uuid, primary: true, foreignKey: toUser('user_role') }, roleId: { ...uuid, primary: true, foreignKey: { target: 'infra:role', onDelete: 'CASCADE', name: 'fk_user_role_role_id' } } }),
  // Signing in
  entity('credential', { userId: { ...id, foreignKey: toUser('credential') }, passwordHash: text, changedAt: at }),
  entity('session', {
    id, userId: { ...uuid, foreignKey: toUser('session') }, tokenHash: text, previousHash: textOrNull, rotatedAt: at, createdAt: at, lastUsedAt: at, expiresAt: at,
    endedAt: atOrNull, endReason: textOrNull, userAgent: textOrNull, ip: textOrNull,
  }, [{ name: 'ix_session_user', columns: ['userId'], where: 'ended_at IS NULL' }]),
  entity('throttle', { key: textKey, failures: int(0), blockedUntil: atOrNull, updatedAt: at }),
  entity('setting', { key: textKey, value: json }),
  entity('preference', { userId: { ...uuid, primary: true, foreignKey: toUser('preference') }, key: textKey, value: json }),
  // Writing
  entity('counter', { key: textKey, value: { type: 'bigint', default: 0 } }),
  entity('operation', {
    id, kind: text, object: textOrNull, source: text, userId: uuidOrNull, at, count: int(0), undoes: uuidOrNull, taskId: uuidOrNull, requestId: textOrNull,
  }, [{ name: 'ix_operation_user', columns: ['userId', 'at', 'id'] }, { name: 'ix_operation_undoes', columns: ['undoes'], where: 'undoes IS NOT NULL' }]),
  entity('change', {
    id: serial, operationId: uuid, object: text, recordId: uuid, at, kind: text, version: int(1), before: jsonOrNull, after: jsonOrNull,
  }, [{ name: 'ix_change_record', columns: ['object', 'recordId', 'id'] }, { name: 'ix_change_operation', columns: ['operationId', 'id'] }]),
  entity('idempotency', { userId: { ...uuid, primary: true }, key: textKey, route: text, requestHash: text, status: int(0), body: jsonOrNull, createdAt: at }, [{ name: 'ix_idempotency_created', columns: ['createdAt'] }]),
  // Events and background work
  entity('outbox', { id: serial, topic: text, key: text, payload: json, createdAt: at, sentAt: atOrNull }, [{ name: 'ix_outbox_waiting', columns: ['id'], where: 'sent_at IS NULL' }]),
  entity('handled', { key: textKey, at }, [{ name: 'ix_handled_at', columns: ['at'] }]),
  entity('background_task', {
    id, kind: text, object: textOrNull, state: text, input: json, checkpoint: jsonOrNull, progress: int(0), total: { type: 'integer', nullable: true }, result: jsonOrNull, error: textOrNull,
    filePath: textOrNull, fileName: textOrNull, operationId: uuidOrNull, userId: uuid, locale: text, timeZone: text, source: text, cancelRequested: { type: 'boolean', default: false }, attempts: int(0),
    createdAt: at, startedAt: atOrNull, finishedAt: atOrNull, heartbeatAt: atOrNull,
  }, [{ name: 'ix_background_task_user', columns: ['userId', 'createdAt'] }, { name: 'ix_background_task_open', columns: ['state'], where: "state IN ('queued', 'running')" }]),
  // Files and imports
  entity('stored_file', { id, object: text, recordId: uuid, name: text, size: { type: 'bigint' }, type: text, hash: text, path: text, createdAt: at, createdById: uuidOrNull, deletedAt: atOrNull }, [{ name: 'ix_stored_file_record', columns: ['object', 'recordId'] }]),
  entity('import_file', {
    id, object: text, userId: uuid, fileName: text, path: text, size: { type: 'bigint' }, hash: text, state: json, createdAt: at, checkTaskId: uuidOrNull, runTaskId: uuidOrNull,
  }, [{ name: 'ix_import_file_hash', columns: ['userId', 'hash'] }]),
  entity('import_mapping', { userId: { ...uuid, primary: true }, object: textKey, headerHash: textKey, mapping: json, usedAt: at }),
];
