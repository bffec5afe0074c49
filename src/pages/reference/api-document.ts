/** As much of an OpenAPI 3.1 document as the page of it shows. https://spec.openapis.org/oas/v3.1.1.html */

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  /** By path, then by method; other members of a path are left out. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses?: Readonly<Record<string, Content | Reference>>;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly example?: unknown;
}

/** A body, by media type. */
export interface Content {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

/** `#/components/schemas/Name`, or into any other part of the document. */
export interface Reference {
  readonly $ref: string;
}

/** https://json-schema.org/draft/2020-12/json-schema-core */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
}

export interface NamedOperation extends Operation {
  readonly method: string;
  readonly path: string;
  /** Of the section on the page. */
  readonly id: string;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation, in the order of the document. */
export function operationsOf({ paths }: ApiDocument): readonly NamedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      // The document is made from our own routes, in this form.
      if (typeof operation !== 'object' || operation === null) return [];
      const id = `${method}${path}`.replaceAll(/[^a-zA-Z0-9]+/gu, '-').replace(/-$/u, '');
      return [{ ...(operation as Operation), method: method.toUpperCase(), path, id }];
    }),
  );
}

/** What a reference leads to, within the document; undefined for one that leads nowhere. */
export function resolved<T>(document: ApiDocument, value: T | Reference): T | undefined {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
  let found: unknown = document;
  for (const part of value.$ref.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name]; // It has the member.
  }
  return found as T; // A reference leads to what is referred to.
}

/** A schema as it is, or the one that it refers to. */
export function wholeSchema(document: ApiDocument, schema: JsonSchema): JsonSchema | undefined {
  return schema.$ref === undefined ? schema : resolved<JsonSchema>(document, { $ref: schema.$ref });
}
