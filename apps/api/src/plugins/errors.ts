import { NotFoundError, UserError } from '@wellspring/core';
import type { ErrorAnswer, Locale } from '@wellspring/objects';
import { errorText } from '@wellspring/objects/messages';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localeOf } from '../locale.ts';
import { fieldFaults } from './field-faults.ts';

type Told = { status: number; error: Omit<ErrorAnswer['error'], 'requestId'> };

/** Fastify's own refusals, by their code or status. */
const framework: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media-type', FST_ERR_CTP_EMPTY_JSON_BODY: 'request.json', FST_ERR_CTP_INVALID_JSON_BODY: 'request.json', FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.media-type', FST_REQ_FILE_TOO_LARGE: 'upload.too-large', FST_FILES_LIMIT: 'upload.shape', FST_PARTS_LIMIT: 'upload.shape', FST_FIELDS_LIMIT: 'upload.shape',
};
const byStatus: Record<number, string> = { 404: 'route.unknown', 413: 'request.too-large', 415: 'request.media-type', 503: 'busy.overload' };

function tellUserError(error: UserError, locale: Locale): Told {
  const { field, fields, params, ...more } = error.details;
  return {
    status: error.status,
    error: {
      code: error.code, message: errorText(error.code, locale, { ...params, ...(field ? { field } : {}) }),
      ...(params ? { params } : {}), ...(field ? { field } : {}),
      ...(fields ? { fields: fields.map((one) => ({ field: one.field, code: one.code, message: errorText(one.code, locale, { field: one.field, ...one.params }) })) } : {}),
      ...JSON.parse(JSON.stringify(more)) as object,
    },
  };
}

function tellInvalid(error: FastifyError, request: FastifyRequest, locale: Locale): Told {
  // An id of the wrong shape belongs to no record: the same answer as for one that does not exist.
  if (error.validationContext === 'params') return { status: 404, error: { code: 'record.not-found', message: errorText('record.not-found', locale) } };
  const fields = fieldFaults(error.validation ?? [], request.routeOptions.config.fields ?? {}).map(({ field, code, params }) => ({ field, code, message: errorText(code, locale, { field, ...params }) }));
  const [first] = fields;
  const alone = fields.length === 1 && first && request.routeOptions.config.fields;
  return { status: 400, error: { code: alone ? first.code : 'request.invalid', message: alone ? first.message : errorText('request.invalid', locale), ...(alone ? { field: first.field } : {}), fields } };
}

/** Any error as an answer: what a person can mend in his language, everything else as `internal` without a word of what it was. */
export function tell(error: unknown, request: FastifyRequest): Told {
  const locale = localeOf(request.headers['accept-language']);
  if (error instanceof UserError) return tellUserError(error, locale);
  const known = error as FastifyError;
  if (known?.validation) return tellInvalid(known, request, locale);
  const status = typeof known?.statusCode === 'number' && known.statusCode >= 400 && known.statusCode < 500 ? known.statusCode : null;
  // The file server forbids what lies outside its folder; to the caller there is nothing there.
  if (status === 403) return tellUserError(new NotFoundError('route.unknown'), locale);
  const parsing = known instanceof SyntaxError && status === 400 ? 'request.json' : undefined;
  const code = framework[known?.code ?? ''] ?? parsing ?? (status ? (byStatus[status] ?? 'request.invalid') : 'internal');
  return { status: code === 'request.media-type' ? 415 : code === 'upload.too-large' ? 413 : (status ?? 500), error: { code, message: errorText(code, locale) } };
}

/** Sends an error in the one shape of all errors. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, error: told } = tell(error, request);
  // A caller who left in the middle has no one to answer to; that is no failure of ours.
  const left = request.raw.destroyed && !request.raw.complete;
  if (status >= 500 && status !== 503 && !left) request.log.error({ err: error }, 'request failed');
  if (status === 429) reply.header('retry-after', String((told.params?.seconds as number | undefined) ?? 1));
  if (status === 503) reply.header('retry-after', '2');
  const answer: ErrorAnswer = { error: { ...told, requestId: request.id } };
  return reply.code(status).type('application/json; charset=utf-8').send(answer);
}

/** Sets the error handler of the whole server. */
export function errors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
}
