/** JSON Schema as zod makes it, as people want to read it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Without what says nothing to a reader: the pattern behind a format, the bounds of safe integers, where the schema came
 * from. Members of answers that are not described may come with a later version, so objects are left open; what a request
 * may not have is another matter.
 */
export function readable(value: unknown, closed: 'closed' | 'open'): unknown {
  if (Array.isArray(value)) return value.map((one) => readable(one, closed));
  if (typeof value !== 'object' || value === null) return value;
  const known = value as JsonObject; // An object that is no list.
  return Object.fromEntries(
    Object.entries(known)
      .filter(([name, member]) => !isNoise(name, member, known, closed))
      .map(([name, member]) => [name, readable(member, closed)]),
  );
}

function isNoise(name: string, member: unknown, owner: JsonObject, closed: 'closed' | 'open'): boolean {
  switch (name) {
    case '$schema':
    case '$id':
    case 'id':
      return typeof member === 'string';
    case 'pattern':
      return typeof owner['format'] === 'string';
    case 'minimum':
      return member === Number.MIN_SAFE_INTEGER;
    case 'maximum':
      return member === Number.MAX_SAFE_INTEGER;
    case 'readOnly':
      return member === true;
    case 'additionalProperties':
      return member === false && closed === 'open';
    default:
      return false;
  }
}

/**
 * The same schema with words for the fields that have none of their own. `owner` is the component, the route or the field
 * that a field is in.
 */
export function withWords(schema: unknown, owner: string, words: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withWords(one, owner, words));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [
      keyword,
      keyword === 'properties' && isObject(value)
        ? fieldsOf(value, owner, words)
        : withWords(value, owner, words),
    ]),
  );
}

function fieldsOf(fields: JsonObject, owner: string, words: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const schema = withWords(field, name, words);
      const known = words[`${owner}.${name}`] ?? words[name];
      // A reference is described where it leads.
      if (!isObject(schema) || '$ref' in schema || 'description' in schema || known === undefined)
        return [name, schema];
      return [name, { description: known, ...schema }];
    }),
  );
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
