/** Schemas of answers, bodies and parameters as JSON Schema (draft 2020-12), with references to those that have a name. */
import { z } from 'zod';
import type { Route } from '../route.ts';
import type { JsonObject } from './json.ts';
import { fieldWords } from './field-words.ts';
import { isObject, readable, withWords } from './json.ts';

const place = (id: string): string => `#/components/schemas/${id}`;

export interface AnswerSchemas {
  /** By their name. */
  readonly components: JsonObject;
  /** Of the answer of each route, by the name of the route. */
  readonly ofRoute: ReadonlyMap<string, unknown>;
}

export function answerSchemas(
  named: Readonly<Record<string, z.ZodType>>,
  routes: readonly Pick<Route, 'name' | 'answer'>[],
): AnswerSchemas {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  for (const [id, schema] of Object.entries(named)) {
    registry.add(schema, { id });
    names.set(schema, id);
  }
  const unnamed = new Map<string, z.ZodType>();
  for (const { name, answer } of routes) {
    const schema = answer?.schema ?? null;
    if (schema === null || names.has(schema)) continue;
    unnamed.set(name, schema);
    registry.add(schema, { id: name });
  }
  const { schemas } = z.toJSONSchema(registry, { uri: place, io: 'output' });
  const schemaOf = (id: string): unknown => withWords(readable(schemas[id], 'open'), id, fieldWords);
  return {
    components: Object.fromEntries(Object.keys(named).map((id) => [id, schemaOf(id)])),
    ofRoute: new Map(
      routes.flatMap(({ name, answer }) => {
        const schema = answer?.schema ?? null;
        if (schema === null) return [];
        const id = names.get(schema);
        return [[name, id === undefined ? schemaOf(name) : { $ref: place(id) }]];
      }),
    ),
  };
}

/** What has to be sent. */
export function bodySchema(schema: z.ZodType, owner: string): unknown {
  return withWords(readable(z.toJSONSchema(schema, { io: 'input' }), 'closed'), owner, fieldWords);
}

/** The parameters of a path or a query. */
export function parametersOf(schema: z.ZodObject, where: 'path' | 'query'): readonly JsonObject[] {
  const { properties, required } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties ?? {}).map(([name, property]) => {
    const { parameter, description, ...rest } = isObject(property) ? property : {};
    // The form that it is shown in, where it has one (words.ts).
    const form = isObject(parameter) ? parameter : { schema: readable(rest, 'closed') };
    return { name, in: where, description, required: required?.includes(name) ?? false, ...form };
  });
}
