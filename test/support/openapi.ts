/** The description of the API as it is served, for tests that read it. */
import { routes } from '../../src/http/routes/index.ts';
import { openApiDocument } from '../../src/http/openapi/document.ts';

interface Operation {
  readonly operationId: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name?: string;
    readonly description?: string;
    readonly required?: boolean;
    readonly example?: unknown;
    readonly $ref?: string;
  }[];
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
  readonly security?: readonly unknown[];
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly responses: Readonly<Record<string, unknown>>;
  };
}

/** Its own shape is held by a validator of the specification (test/http/openapi.test.ts). */
export const openApi = openApiDocument(routes) as unknown as OpenApi;

export const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
