/** An OpenAPI document with one of everything that the page of it has to show. */
import type { ApiDocument } from '../../src/pages/reference/api-document.ts';

const problem = {
  description: 'what is wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

export const apiDocument: ApiDocument = {
  openapi: '3.1.1',
  info: { title: 'AKS Fleet Auditor', version: '1.0.0', description: 'What the auditor knows' },
  paths: {
    '/api/clusters/{key}': {
      summary: 'Members of a path that are no method are left out',
      get: {
        tags: ['Clusters'],
        summary: 'Newest state of one cluster',
        parameters: [
          { name: 'key', in: 'path', required: true, schema: { type: 'string' } },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/gone' },
        ],
        responses: {
          '200': {
            description: 'the cluster',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Cluster' } } },
          },
          '404': problem,
        },
      },
    },
    '/api/suppressions': {
      post: {
        tags: ['Policy'],
        summary: 'Adds a suppression',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  id: { type: 'string' },
                  expires: { type: 'string', format: 'date-time', description: 'when it stops working' },
                  check: { type: 'string' },
                },
                required: ['id', 'expires'],
              },
            },
          },
        },
        responses: { '204': { description: 'added' } },
      },
    },
  },
  components: {
    schemas: {
      Cluster: {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'as people know it' },
          score: { type: ['number', 'null'], minimum: 0, maximum: 100 },
          findings: { type: 'object', additionalProperties: { type: 'integer' } },
          severity: { type: 'string', enum: ['critical', 'high'] },
          parents: { type: 'array', items: { $ref: '#/components/schemas/Cluster' } },
          source: {
            anyOf: [
              { type: 'object', properties: { kind: { const: 'azure' }, location: { type: 'string' } } },
              { type: 'object', properties: { kind: { const: 'kubeconfig' } } },
            ],
          },
        },
        required: ['name', 'score'],
      },
      Problem: { type: 'object', properties: { title: { type: 'string' } } },
    },
    parameters: {
      limit: {
        name: 'limit',
        in: 'query',
        description: 'most items to answer',
        schema: { type: 'integer', minimum: 1, maximum: 1000 },
      },
    },
  },
};
