export { type CallerOptions, type Core, type CoreConfig, createCore } from './core.ts';
export { asSystem, type Ctx } from './ctx.ts';
export { ConflictError, ForbiddenError, NotFoundError, UserError } from './errors.ts';
export { newId } from './ids.ts';
export * from './events/index.ts';
export * from './tasks/index.ts';
