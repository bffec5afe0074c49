import { describe, expect, test } from 'vitest';
import { referencePage } from '../../src/pages/index.ts';
import { apiDocument } from './api-document.ts';
import { elementsOf, sectionOf, textOf, textsOf } from './markup.ts';
import { aReferenceView } from './views.ts';

const html = referencePage(aReferenceView());
const [reading = '', adding = ''] = html.match(/<article.*?<\/article>/gsu) ?? [];

test('operations are grouped by tag, and each is a link away', () => {
  expect(textsOf(html, 'h2')).toEqual(['Clusters', 'Policy']);
  expect(textsOf(html, 'h3')).toEqual(['GET /api/clusters/{key}', 'POST /api/suppressions']);
  const contents = /<nav class="contents".*?<\/nav>/su.exec(html)?.[0] ?? '';
  expect(elementsOf(contents, 'a').map(({ attributes }) => attributes['href'])).toEqual([
    '#get-api-clusters-key',
    '#post-api-suppressions',
  ]);
});

test('a parameter says where it goes, of what type it is and what it does; one that leads nowhere is left out', () => {
  expect(textsOf(reading.replace(/<thead.*?<\/thead>/su, ''), 'tr')).toEqual([
    'key path, needed text',
    'limit query whole number from 1 to 1000 most items to answer',
  ]);
});

test('an answer is told member by member, nested as it is, and not again within itself', () => {
  const [answer = ''] = textsOf(reading, 'details');
  expect(answer).toBe(
    '200 the cluster application/json: object ' +
      'name text as people know it ' +
      'score number from 0 to 100 or null ' +
      'findings values by name: whole number optional ' +
      'severity one of critical, high optional ' +
      'parents list of: object optional ' +
      'source object optional kind "azure" optional location text optional kind "kubeconfig" optional',
  );
  expect(textsOf(reading, 'details')[1]).toBe(
    '404 what is wrong application/problem+json: object title text optional',
  );
});

test('a body has its members, and an answer without one says so', () => {
  expect(textOf(adding)).toContain(
    'Body application/json: object id text expires time, ISO 8601 when it stops working check text optional',
  );
  expect(textsOf(adding, 'details')).toEqual(['204 added No body.']);
});

describe('the command', () => {
  test('has what has to be given in capitals', () => {
    expect(textsOf(reading, 'pre')).toEqual(['curl "$ADDRESS/api/clusters/KEY"']);
  });

  test('sends a body with what it needs and nothing else', () => {
    const code = /<code>(.*)<\/code>/su.exec(/<pre.*?<\/pre>/su.exec(adding)?.[0] ?? '')?.[1] ?? '';
    expect(textOf(code)).toBe(
      'curl --request POST "$ADDRESS/api/suppressions" \\ ' +
        "--header 'content-type: application/json' \\ " +
        `--data '{"id":"…","expires":"2026-12-31T00:00:00Z"}'`,
    );
  });
});

test('a schema that holds itself without an end is told to some depth', () => {
  const nested = {
    type: 'object',
    properties: { inner: { $ref: '#/components/schemas/Nested' } },
    required: ['inner'],
  };
  const paths = {
    '/api/nested': {
      post: {
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Nested' } } },
        },
      },
    },
  };
  const document = { ...apiDocument, paths, components: { schemas: { Nested: nested } } };
  const page = referencePage(aReferenceView({ document }));
  expect(textOf(sectionOf(page, 'group-1'))).toContain('inner object');
});
