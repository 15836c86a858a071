import type {
  Aggregate, AggregateAnswer, AsOfAnswer, BulkRequest, CountAnswer, Duplicate, ErrorAnswer, ExportRequest, FileAnswer, HistoryAnswer, ImportPatch, ImportState, ListAnswer, Locale,
  LookupRequest, LookupRow, MetaAnswer, OperationAnswer, Query, RecordAnswer, SearchAnswer, SessionAnswer, TaskAnswer, UndoAnswer,
} from '@wellspring/objects';
import { objectOf } from '@wellspring/objects';

/** An answer that is not 2xx: the server's error, or `network` when there was no answer at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly body: ErrorAnswer['error'];
  constructor(status: number, body: ErrorAnswer['error']) {
    super(body.message);
    this.status = status;
    this.code = body.code;
    this.requestId = body.requestId;
    this.body = body;
  }
}

export type ClientOptions = {
  /** Origin of the API, '' in a browser. */
  baseUrl?: string;
  locale?: () => Locale;
  /** The access token now, or null before signing in. */
  token?: () => string | null;
  /** Called once per request on a 401: refresh the session and return the new token, or null to give up. */
  renew?: () => Promise<string | null>;
};
/** `keepalive`: the call outlives the page that makes it. */
export type CallOptions = { signal?: AbortSignal; idempotencyKey?: string; keepalive?: boolean };
/** `onProgress`: how many bytes of the file are on their way, where the platform can tell. */
export type UploadOptions = CallOptions & { onProgress?: (sent: number, total: number) => void };

type Request = UploadOptions & { body?: unknown; form?: FormData; keepCookie?: boolean };

/** Sends a form by the only means that tells how far an upload is. */
function upload(method: string, url: string, headers: Record<string, string>, form: FormData, { signal, onProgress }: UploadOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total);
    request.onload = () => resolve(new Response(request.status === 204 ? null : request.responseText, { status: request.status, statusText: request.statusText }));
    request.onerror = () => reject(new TypeError('network'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** Typed calls of the whole HTTP API; works in browsers and in Node. */
export function createClient(options: ClientOptions = {}) {
  const base = options.baseUrl ?? '';

  async function send(method: string, path: string, request: Request, token: string | null): Promise<Response> {
    const headers: Record<string, string> = { 'accept-language': options.locale?.() ?? 'zh-CN' };
    if (token) headers.authorization = `Bearer ${token}`;
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    if (request.idempotencyKey) headers['idempotency-key'] = request.idempotencyKey;
    try {
      if (request.form && request.onProgress && typeof XMLHttpRequest === 'function') return await upload(method, `${base}/api${path}`, headers, request.form, request);
      return await fetch(`${base}/api${path}`, { method, headers, credentials: 'same-origin', signal: request.signal ?? null, keepalive: request.keepalive ?? false, body: request.form ?? (request.body === undefined ? null : JSON.stringify(request.body)) });
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw new ApiError(0, { code: 'network', message: 'network', requestId: '' });
    }
  }

  async function respond(method: string, path: string, request: Request = {}): Promise<Response> {
    let response = await send(method, path, request, options.token?.() ?? null);
    if (response.status === 401 && options.renew && !path.startsWith('/session')) {
      const token = await options.renew();
      if (token) response = await send(method, path, request, token);
    }
    if (response.ok) return response;
    const body = (await response.json().catch(() => null)) as ErrorAnswer | null;
    throw new ApiError(response.status, body?.error ?? { code: 'network', message: response.statusText, requestId: '' });
  }
  async function call<T>(method: string, path: string, request: Request = {}): Promise<T> {
    const response = await respond(method, path, request);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const search = (params: Record<string, string | number | undefined | null>): string => {
    const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== '');
    return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
  };

  return {
    session: {
      signIn: (login: string, password: string) => call<SessionAnswer>('POST', '/session', { body: { login, password } }),
      refresh: () => call<SessionAnswer>('POST', '/session/refresh', { body: {} }),
      signOut: () => call<void>('DELETE', '/session'),
      changePassword: (current: string, next: string) => call<void>('POST', '/session/password', { body: { current, next } }),
    },
    setup: {
      state: () => call<{ needed: boolean }>('GET', '/setup'),
      finish: (body: { code: string; company: string; name: string; login: string; password: string }) => call<void>('POST', '/setup', { body }),
    },
    health: () => call<{ status: string; version: string }>('GET', '/health'),
    meta: () => call<MetaAnswer>('GET', '/meta'),
    setPreference: (key: string, value: unknown, call_: CallOptions = {}) => call<void>('PUT', `/preferences/${encodeURIComponent(key)}`, { ...call_, body: { value } }),

    /** Calls about the records of one object. */
    records(object: string) {
      const root = `/${objectOf(object).path}`;
      return {
        query: (query: Query, call_: CallOptions = {}) => call<ListAnswer>('POST', `${root}/query`, { ...call_, body: query }),
        count: (query: Omit<Query, 'page' | 'sort' | 'columns'> & { exact?: boolean }, call_: CallOptions = {}) => call<CountAnswer>('POST', `${root}/count`, { ...call_, body: query }),
        aggregate: (aggregate: Aggregate, call_: CallOptions = {}) => call<AggregateAnswer>('POST', `${root}/aggregate`, { ...call_, body: aggregate }),
        lookup: (request: LookupRequest, call_: CallOptions = {}) => call<{ rows: LookupRow[] }>('POST', `${root}/lookup`, { ...call_, body: request }),
        get: (id: string, call_: CallOptions = {}) => call<RecordAnswer>('GET', `${root}/${id}`, call_),
        create: (input: Record<string, unknown>, call_: CallOptions = {}) => call<RecordAnswer>('POST', root, { ...call_, body: input }),
        update: (id: string, changes: { version: number } & Record<string, unknown>) => call<RecordAnswer>('PATCH', `${root}/${id}`, { body: changes }),
        remove: (id: string, version?: number) => call<{ operationId: string }>('DELETE', `${root}/${id}${search({ version })}`),
        restore: (id: string) => call<RecordAnswer>('POST', `${root}/${id}/restore`, { body: {} }),
        purge: (id: string) => call<{ operationId: string }>('POST', `${root}/${id}/purge`, { body: {} }),
        transfer: (id: string, body: { version?: number; ownerId: string | null }) => call<RecordAnswer>('POST', `${root}/${id}/transfer`, { body }),
        act: (id: string, action: string, body: { version?: number; input: Record<string, unknown> }, call_: CallOptions = {}) => call<RecordAnswer>('POST', `${root}/${id}/actions/${action}`, { ...call_, body }),
        history: (id: string, params: { cursor?: string | null; field?: string } = {}) => call<HistoryAnswer>('GET', `${root}/${id}/history${search(params)}`),
        asOf: (id: string, at: string) => call<AsOfAnswer>('GET', `${root}/${id}/as-of${search({ at })}`),
        check: (draft: Record<string, unknown>, call_: CallOptions = {}) => call<{ duplicates: Duplicate[] }>('POST', `${root}/check`, { ...call_, body: draft }),
        bulk: (request: BulkRequest, call_: CallOptions = {}) => call<TaskAnswer>('POST', `${root}/bulk`, { ...call_, body: request }),
        export: (request: ExportRequest, call_: CallOptions = {}) => call<TaskAnswer>('POST', `${root}/export`, { ...call_, body: request }),
      };
    },
    operations: {
      list: (cursor?: string | null) => call<{ operations: OperationAnswer[]; next: string | null }>('GET', `/operations${search({ cursor })}`),
      undo: (id: string) => call<UndoAnswer>('POST', `/operations/${id}/undo`, { body: {} }),
    },
    backgroundTasks: {
      list: () => call<{ tasks: TaskAnswer[] }>('GET', '/background-tasks'),
      get: (id: string) => call<TaskAnswer>('GET', `/background-tasks/${id}`),
      cancel: (id: string) => call<TaskAnswer>('POST', `/background-tasks/${id}/cancel`, { body: {} }),
      resume: (id: string) => call<TaskAnswer>('POST', `/background-tasks/${id}/resume`, { body: {} }),
      file: async (id: string): Promise<Blob> => (await respond('GET', `/background-tasks/${id}/file`)).blob(),
    },
    imports: {
      create: (object: string, file: File, call_: UploadOptions = {}) => {
        const form = new FormData();
        form.append('file', file);
        return call<ImportState>('POST', `/imports${search({ object })}`, { ...call_, form });
      },
      get: (id: string) => call<ImportState>('GET', `/imports/${id}`),
      patch: (id: string, patch: ImportPatch) => call<ImportState>('PATCH', `/imports/${id}`, { body: patch }),
      check: (id: string) => call<TaskAnswer>('POST', `/imports/${id}/check`, { body: {} }),
      run: (id: string, call_: CallOptions = {}) => call<TaskAnswer>('POST', `/imports/${id}/run`, { ...call_, body: {} }),
    },
    files: {
      list: (object: string, recordId: string) => call<{ files: FileAnswer[] }>('GET', `/files${search({ object, recordId })}`),
      add: (object: string, recordId: string, file: File, call_: CallOptions = {}) => {
        const form = new FormData();
        form.append('file', file);
        return call<FileAnswer>('POST', `/files${search({ object, recordId })}`, { ...call_, form });
      },
      content: async (id: string): Promise<Blob> => (await respond('GET', `/files/${id}/content`)).blob(),
      remove: (id: string) => call<{ operationId: string }>('DELETE', `/files/${id}`),
    },
    search: (text: string, limit = 5, call_: CallOptions = {}) => call<SearchAnswer>('POST', '/search', { ...call_, body: { text, limit } }),
  };
}
export type Client = ReturnType<typeof createClient>;
