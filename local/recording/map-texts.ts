/** Changes texts wherever they are in plain data. */
export interface TextChange {
  /** `path` has the names of the members that lead to the text, the innermost last; lists have none. */
  (text: string, path: readonly string[]): string;
}

/** The same data with every text and every name of a member changed; names that become equal are told apart. */
export function mapTexts<T>(value: T, change: TextChange): T;
export function mapTexts(value: unknown, change: TextChange): unknown {
  return mapped(value, [], change);
}

function mapped(value: unknown, path: readonly string[], change: TextChange): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((inner: unknown) => mapped(inner, path, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = new Map<string, unknown>();
  for (const [name, inner] of Object.entries(value)) {
    entries.set(freeName(change(name, []), entries), mapped(inner, [...path, name], change));
  }
  return Object.fromEntries(entries);
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name} (${count})`;
  return free;
}
