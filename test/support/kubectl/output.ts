/** The forms of kubectl's `--output` that remedies use. */
import { stringify } from 'yaml';

export function printed(format: string, value: object): string {
  if (format === 'json') return JSON.stringify(value, null, 4);
  if (format === 'yaml') return stringify(value, { lineWidth: 0, sortMapEntries: true }).trimEnd();
  const [, template] = /^jsonpath=\{(.+)\}$/su.exec(format) ?? [];
  if (template !== undefined) return atPath(value, template).map(asWord).join(' ');
  throw new Error(`no output format ${JSON.stringify(format)}`);
}

/** `NAME:.metadata.name,…` without headers: a row for each object. */
export function columnsOf(format: string, objects: readonly object[]): string {
  const paths = format
    .replace(/^custom-columns=/u, '')
    .split(',')
    .map((column) => column.slice(column.indexOf(':') + 1));
  return objects
    .map((object) => paths.map((path) => atPath(object, path).map(asWord).join(',') || '<none>').join('   '))
    .join('\n');
}

/** As much of kubectl's JSONPath: `.key`, `[0]`, `[?(@.key=="value")]`. */
function atPath(value: unknown, path: string): readonly unknown[] {
  const steps = path.match(/\.[A-Za-z0-9_-]+|\[\d+\]|\[\?\(@\.[A-Za-z]+=="[^"]*"\)\]/gu) ?? [];
  if (steps.join('') !== path) throw new Error(`no path ${JSON.stringify(path)}`);
  return steps.reduce<readonly unknown[]>((found, step) => found.flatMap((one) => after(one, step)), [value]);
}

function after(value: unknown, step: string): readonly unknown[] {
  const [, key, wanted] = /^\[\?\(@\.(.+)=="(.*)"\)\]$/u.exec(step) ?? [];
  if (key !== undefined) {
    return Array.isArray(value) ? value.filter((item) => member(item, key).includes(wanted)) : [];
  }
  return member(value, step.startsWith('.') ? step.slice(1) : step.slice(1, -1));
}

function member(value: unknown, key: string): readonly unknown[] {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return found === undefined ? [] : [found];
}

function asWord(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
