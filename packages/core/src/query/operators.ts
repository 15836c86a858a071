import { type AnyDef, type AnyRefValue, type FieldDef, type Fields, isUuid, objectOf, type Operator, operatorsOf } from '@wellspring/objects';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { column, escapeLike, ident, raw, type Sql, sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';
import type { Resolved } from './resolve.ts';
import { badValue, kindOf, type Kind, list, periodSpan, plainText, scalar, timeSpan } from './values.ts';

type Call = { ctx: Ctx; path: string; at: Resolved; value: unknown };
const TRUE = raw('TRUE');
const FALSE = raw('FALSE');
const isTime = (field: FieldDef): boolean => kindOf(field) === 'day' || kindOf(field) === 'instant';
const moment = (text: string, kind: Kind): Sql => sql`${text}${raw(kind === 'day' ? '::date' : '::timestamptz')}`;

const isEmpty = ({ at }: Call): Sql => {
  const kind = kindOf(at.field);
  if (kind === 'text') return sql`COALESCE(${at.expr}, '') = ''`;
  if (kind === 'options') return sql`COALESCE(cardinality(${at.expr}), 0) = 0`;
  return sql`${at.expr} IS NULL`;
};

function equals(call: Call): Sql {
  const { ctx, path, at, value } = call;
  const kind = kindOf(at.field);
  if (value === null) return isEmpty(call);
  if (kind === 'pointer') {
    const pointer = value as Partial<AnyRefValue> | undefined;
    const to = (at.field as { to: readonly string[] }).to;
    if (typeof pointer !== 'object' || !isUuid(pointer.id) || typeof pointer.object !== 'string' || !to.includes(pointer.object) || !at.objectExpr) throw badValue(path);
    return sql`(${at.expr} = ${pointer.id}::uuid AND ${at.objectExpr} = ${pointer.object}::text)`;
  }
  if (!isTime(at.field)) return sql`${at.expr} = ${scalar(ctx, path, at.field, value)}`;
  const span = timeSpan(ctx, path, kind, value);
  if (kind === 'day' || span.to === null) return sql`${at.expr} = ${moment(span.from, kind)}`;
  return sql`(${at.expr} >= ${moment(span.from, kind)} AND ${at.expr} < ${moment(span.to, kind)})`;
}

/** Comparison with a number, or with a stretch of time: later than a day means after its end. */
const compared = (sign: '>' | '>=' | '<' | '<=') => ({ ctx, path, at, value }: Call): Sql => {
  if (!isTime(at.field)) return sql`${at.expr} ${raw(sign)} ${scalar(ctx, path, at.field, value)}`;
  const kind = kindOf(at.field);
  const { from, to } = timeSpan(ctx, path, kind, value);
  if (to === null || kind === 'day') return sql`${at.expr} ${raw(sign)} ${moment(from, kind)}`;
  const bounds = { '>': ['>=', to], '>=': ['>=', from], '<': ['<', from], '<=': ['<', to] } as const;
  return sql`${at.expr} ${raw(bounds[sign][0])} ${moment(bounds[sign][1], kind)}`;
};

const pattern = (before: string, after: string) => ({ path, at, value }: Call): Sql => {
  const text = plainText(value);
  if (text === undefined) throw badValue(path);
  return sql`${at.expr} ILIKE ${`${before}${escapeLike(text)}${after}`}`;
};

const inList = ({ ctx, path, at, value }: Call): Sql => {
  const values = list(ctx, path, at.field, value);
  return values ? sql`${at.expr} = ANY(${values})` : FALSE;
};
const overlaps = (call: Call): Sql => {
  const values = list(call.ctx, call.path, call.at.field, call.value);
  return values ? sql`${call.at.expr} && ${values}` : FALSE;
};

const usersOf = (ctx: Ctx, at: Resolved, departments: readonly string[]): Sql =>
  departments.length ? sql`(${at.expr} = ${ctx.user.id}::uuid OR ${at.expr} = ANY(ARRAY(SELECT u.id FROM app_user u WHERE u.department_id = ANY(${[...departments]}::uuid[]))))` : sql`${at.expr} = ${ctx.user.id}::uuid`;

/** The ref of a tree's own records to the record above them. */
const parentField = (tree: AnyDef): string | undefined => Object.entries(tree.fields as Fields).find(([, field]) => field.type === 'ref' && field.tree && field.to === tree.name)?.[0];

function under({ ctx, path, at, value }: Call): Sql {
  const tree = objectOf((at.field as { to: string }).to);
  const parent = parentField(tree);
  const root = scalar(ctx, path, at.field, value);
  if (!parent) return sql`${at.expr} = ${root}`;
  return sql`${at.expr} = ANY(ARRAY(WITH RECURSIVE below(id) AS (SELECT ${root} UNION SELECT n.id FROM ${ident(tree.table)} n JOIN below b ON ${column('n', parent)} = b.id WHERE n.deleted_at IS NULL AND ${compileScope(ctx, tree, 'read', 'n')}) SELECT id FROM below))`;
}

/** SQL of each operator. A blank value counts as different: `ne`, `notIn` and `hasNone` find it. */
const operators: Record<Operator, (call: Call) => Sql> = {
  eq: equals,
  ne: (call) => {
    if (call.value === null) return sql`NOT (${isEmpty(call)})`;
    const value = scalar(call.ctx, call.path, call.at.field, call.value);
    return call.at.nullable ? sql`${call.at.expr} IS DISTINCT FROM ${value}` : sql`${call.at.expr} <> ${value}`;
  },
  in: inList,
  notIn: (call) => {
    const values = list(call.ctx, call.path, call.at.field, call.value);
    if (!values) return TRUE;
    return call.at.nullable ? sql`(${call.at.expr} IS NULL OR ${call.at.expr} <> ALL(${values}))` : sql`${call.at.expr} <> ALL(${values})`;
  },
  gt: compared('>'), gte: compared('>='), lt: compared('<'), lte: compared('<='),
  between: (call) => {
    if (!Array.isArray(call.value) || call.value.length !== 2) throw badValue(call.path);
    const [from, to] = call.value as [unknown, unknown];
    return sql`(${operators.gte({ ...call, value: from })} AND ${operators.lte({ ...call, value: to })})`;
  },
  contains: pattern('%', '%'),
  startsWith: pattern('', '%'),
  empty: isEmpty,
  notEmpty: (call) => sql`NOT (${isEmpty(call)})`,
  within: ({ ctx, path, at, value }) => {
    const kind = kindOf(at.field);
    const { from, to } = periodSpan(ctx, path, kind, value);
    return sql`(${at.expr} >= ${moment(from, kind)} AND ${at.expr} < ${moment(to, kind)})`;
  },
  hasAny: overlaps,
  hasAll: (call) => {
    const values = list(call.ctx, call.path, call.at.field, call.value);
    return values ? sql`${call.at.expr} @> ${values}` : TRUE;
  },
  hasNone: (call) => sql`NOT COALESCE(${overlaps(call)}, FALSE)`,
  isMe: ({ ctx, at }) => sql`${at.expr} = ${ctx.user.id}::uuid`,
  isMyDept: ({ ctx, at }) => usersOf(ctx, at, ctx.access.deptIds),
  isMyTree: ({ ctx, at }) => usersOf(ctx, at, ctx.access.deptTreeIds),
  under,
};

/** One condition as SQL. @throws UserError `query.operator` for an operator the field does not have, `query.value` for a value of the wrong type */
export function compileCondition(ctx: Ctx, path: string, op: Operator, value: unknown, at: Resolved): Sql {
  if (!operatorsOf(at.field).includes(op)) throw new UserError('query.operator', { field: path, params: { field: path, op } });
  return operators[op]({ ctx, path, at, value });
}
