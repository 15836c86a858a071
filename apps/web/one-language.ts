import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const asked = /^(.*\.json)\?locale=(zh-CN|zh-TW|en)$/;

/** `texts.json?locale=en` is that file with the English texts alone, so that a browser does not load the languages nobody reads. */
export function oneLanguage(): Plugin {
  return {
    name: 'one-language',
    enforce: 'pre',
    load(id) {
      const found = asked.exec(id);
      if (!found) return null;
      const [, file = '', locale = ''] = found;
      this.addWatchFile(file);
      const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
      const own = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[locale] ?? '']));
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(own))});`, map: null, moduleType: 'js' };
    },
  };
}
