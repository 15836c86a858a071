import api from '../locales/errors/api.json' with { type: 'json' };
import domain from '../locales/errors/domain.json' with { type: 'json' };
import engine from '../locales/errors/engine.json' with { type: 'json' };
import imports from '../locales/errors/import.json' with { type: 'json' };
import query from '../locales/errors/query.json' with { type: 'json' };
import task from '../locales/errors/task.json' with { type: 'json' };
import { type ErrorTexts, textIn } from './field-texts.ts';
import type { Locale } from './fields/common.ts';

/** Every error code with its three texts, one file per area. */
export const errorTexts: ErrorTexts = {
  ...api,
  ...domain,
  ...engine,
  ...imports,
  ...query,
  ...task,
};

/** Text of an error code in a language, `{name}` replaced from params. */
export const errorText = (code: string, locale: Locale, params: Readonly<Record<string, unknown>> = {}): string => textIn(errorTexts, code, locale, params);
