/** The description of the API by OpenAPI 3.1, made of the routes: https://spec.openapis.org/oas/v3.1.1.html */
import { productVersion } from '../../shared/product.ts';
import type { Route } from '../route.ts';
import type { JsonObject } from './json.ts';
import { namedSchemas } from './named-schemas.ts';
import { operationOf, tagOf } from './operations.ts';
import { problemResponses } from './problems.ts';
import { answerSchemas } from './schemas.ts';

const description = `What the auditor knows of a fleet of AKS clusters. Nothing is ever \`0\` or good because it was not seen: it is \`null\` or
\`unknown\`, with a reason.

Every GET answers HEAD as well. Parameters that are not described are refused. Lists are paged by \`continuationToken\`.
Errors are problem details (RFC 9457). See docs/api.md.`;

const tags: Readonly<Record<string, string>> = {
  clusters: 'Newest state, audits and trends of clusters',
  trends: 'Figures of the fleet over time',
  findings: 'Open findings over the fleet',
  sweeps: 'Passes over the fleet',
  checks: 'The catalogue',
  reports: 'The newest sweep as a document',
  metrics: 'The newest state for Prometheus',
  suppressions: 'Decisions to live with findings for a while',
  thresholds: 'Other bounds than those of the catalogue',
  webhooks: 'Webhooks that are told of what happens',
  receivers: 'Everybody who is told, and how they fare',
  deliveries: 'Messages, and what became of them',
  decisions: 'What was told and what was left out, and why',
  health: 'Whether the app runs, and what it depends on answers',
  doctor: 'What is missing before the first sweep',
  'openapi.json': 'This description',
};

/** Pages are left out: they are for people. */
export function openApiDocument(routes: readonly Route[]): JsonObject {
  const shown = routes.filter(({ kind }) => kind !== 'page');
  const { components, ofRoute } = answerSchemas(namedSchemas, shown);
  const used = new Set(shown.map(({ path }) => tagOf(path)));
  return {
    openapi: '3.1.1',
    info: {
      title: 'AKS Fleet Auditor',
      version: productVersion,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'where this description came from' }],
    tags: [...used].map((name) => ({ name, description: tags[name] ?? name })),
    security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
    paths: pathsOf(shown, ofRoute),
    components: {
      schemas: components,
      responses: {
        NotModified: {
          description: 'The answer is still the one whose tag is in `If-None-Match`.',
          headers: { ETag: { $ref: '#/components/headers/ETag' } },
        },
        ...problemResponses,
      },
      parameters: {
        IfNoneMatch: {
          name: 'If-None-Match',
          in: 'header',
          description:
            'entity tags that are known: when the answer still has one of them, it is not sent again',
          required: false,
          schema: { type: 'string' },
        },
      },
      headers: {
        ETag: { description: 'weak entity tag of the answer', schema: { type: 'string' } },
        Location: { description: 'where to look next', schema: { type: 'string' } },
      },
      securitySchemes,
    },
  };
}

/** Which of them there are, the settings of the app say. */
const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'a token of Microsoft Entra ID for this app, with the role `Reader` or `Operator`',
  },
  functionKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'x-functions-key',
    description: 'a key of the function app',
  },
  functionKeyQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'code',
    description: 'the same in the address, for pages; addresses end up in logs, so prefer the header',
  },
} as const;

function pathsOf(routes: readonly Route[], answers: ReadonlyMap<string, unknown>): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of routes) {
    const path = (paths[`/${route.path}`] ??= {});
    for (const method of route.methods) {
      // It is said once that HEAD is answered like GET.
      if (method !== 'HEAD') path[method.toLowerCase()] = operationOf(route, answers.get(route.name));
    }
  }
  return paths;
}
