/** A piece of SQL whose values are already apart from its text. The only way a value reaches a statement. */
export class Sql {
  readonly parts: readonly string[];
  readonly values: readonly unknown[];
  constructor(parts: readonly string[], values: readonly unknown[]) {
    this.parts = parts;
    this.values = values;
  }
  /** Text with $1, $2 … and the values in that order. */
  compile(): { text: string; values: unknown[] } {
    let text = this.parts[0] ?? '';
    for (let index = 1; index < this.parts.length; index++) text += `$${index}${this.parts[index]}`;
    return { text, values: [...this.values] };
  }
}

/** sql`a = ${x}`: x becomes a parameter, unless it is itself a fragment. */
export function sql(strings: TemplateStringsArray, ...args: readonly unknown[]): Sql {
  const parts: string[] = [strings[0] ?? ''];
  const values: unknown[] = [];
  for (const [index, arg] of args.entries()) {
    const tail = strings[index + 1] ?? '';
    const last = parts.length - 1;
    if (arg instanceof Sql) {
      parts[last] += arg.parts[0] ?? '';
      parts.push(...arg.parts.slice(1));
      values.push(...arg.values);
      parts[parts.length - 1] += tail;
    } else {
      values.push(arg);
      parts.push(tail);
    }
  }
  return new Sql(parts, values);
}

/** Text that is code, never a value. */
export const raw = (text: string): Sql => new Sql([text], []);
export const join = (items: readonly Sql[], glue: string): Sql => items.reduce((all, item, index) => (index === 0 ? item : sql`${all}${raw(glue)}${item}`), raw(''));
/** Identifiers come from definitions, never from requests; quoted all the same. */
export const ident = (name: string): Sql => raw(`"${name.replaceAll('"', '""')}"`);
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** alias."column_name" of a camelCase field name. */
export const column = (alias: string, field: string): Sql => raw(`${alias}."${snake(field).replaceAll('"', '""')}"`);
/** Text for a LIKE pattern, its wildcards taken literally. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
