/** What routes with a body make of what is sent to them. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { syntaxErrorAt } from '../../src/http/json-syntax.ts';
import { none } from '../../src/http/request-input.ts';
import { emptyRoute, jsonRoute } from '../../src/http/route.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';
import type { Asked } from './asking.ts';

const Note = z.strictObject({
  text: z.string('Expected a text.').max(10, 'Expected at most 10 characters.'),
  place: z.strictObject({ line: z.int('Expected a whole number.') }).optional(),
});

const routes = [
  jsonRoute({
    name: 'note-put',
    method: 'PUT',
    path: 'api/notes/{id}',
    summary: 'Keeps a note',
    params: z.strictObject({ id: z.string() }),
    query: none,
    body: Note,
    status: 201,
    answer: z.object({ id: z.string(), text: z.string() }),
    location: ({ id }) => `/api/notes/${id}`,
    handle: async (_deps, { params, body }) => ({ id: params.id, text: body.text }),
  }),
  jsonRoute({
    name: 'note-patch',
    method: 'PATCH',
    path: 'api/notes/{id}',
    summary: 'Changes a note',
    params: z.strictObject({ id: z.string() }),
    query: none,
    body: Note.partial(),
    answer: z.object({ text: z.string().nullable() }),
    handle: async (_deps, { body }) => ({ text: body.text ?? null }),
  }),
  emptyRoute({
    name: 'note-delete',
    method: 'DELETE',
    path: 'api/notes/{id}',
    summary: 'Removes a note',
    params: z.strictObject({ id: z.string() }),
    query: none,
    handle: async () => undefined,
  }),
];

const put = (body: unknown, headers: Asked['headers'] = {}): Asked => ({
  routes,
  method: 'PUT',
  body,
  headers,
});
const json = { 'content-type': 'application/json' };

test('a body arrives as what its schema makes of it', async () => {
  const { status, headers, text } = await ask(depsWith(), '/api/notes/a', put({ text: 'hello' }));
  expect({ status, location: headers['location'], body: JSON.parse(text) as unknown }).toEqual({
    status: 201,
    location: '/api/notes/a',
    body: { id: 'a', text: 'hello' },
  });
});

test('a part of it may be sent by PATCH', async () => {
  expect(await jsonOf(depsWith(), '/api/notes/a', { ...put({}), method: 'PATCH' })).toEqual({ text: null });
});

test('a 204 has neither a body nor its type', async () => {
  const { status, headers, text } = await ask(depsWith(), '/api/notes/a', { routes, method: 'DELETE' });
  expect({ status, type: headers['content-type'], text }).toEqual({ status: 204, type: undefined, text: '' });
});

describe('the content type', () => {
  test.each([
    ['application/json', 201],
    ['Application/JSON; charset=UTF-8', 201],
    ['application/json;charset="utf-8"', 201],
    ['application/json; charset=utf-16', 415],
    ['application/x-www-form-urlencoded', 415],
    ['text/plain', 415],
    ['application/jsonp', 415],
    ['', 415],
  ])('%j: %i', async (type, status) => {
    const sent = put('{"text":"hello"}', { 'content-type': type });
    expect((await ask(depsWith(), '/api/notes/a', sent)).status).toBe(status);
  });

  test('that is wrong is told with what would be right', async () => {
    const sent = put('text=hello', { 'content-type': 'application/x-www-form-urlencoded' });
    const { headers, text } = await ask(depsWith(), '/api/notes/a', sent);
    expect(headers['accept']).toBe('application/json');
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank',
      title: 'Unsupported Media Type',
      status: 415,
      detail:
        'The body is "application/x-www-form-urlencoded". Expected content-type: application/json, in UTF-8.',
      instance: '/api/notes/a',
    });
  });

  test('of PATCH is told in the header of PATCH', async () => {
    const sent = { ...put('x', { 'content-type': 'text/plain' }), method: 'PATCH' };
    const { headers } = await ask(depsWith(), '/api/notes/a', sent);
    expect(headers).toMatchObject({ 'accept-patch': 'application/json' });
  });

  test('a compressed body is refused by name', async () => {
    const sent = put('x', { ...json, 'content-encoding': 'gzip' });
    const { headers, text } = await ask(depsWith(), '/api/notes/a', sent);
    expect(headers['accept-encoding']).toBe('identity');
    expect(JSON.parse(text)).toMatchObject({
      status: 415,
      detail: 'The body is encoded as "gzip". Send it as it is, without content-encoding.',
    });
  });
});

describe('what is wrong in a body is named', () => {
  test.each([
    ['', 'body', 'It is empty. Expected JSON.'],
    ['{"text": hello}', 'body', 'It is no JSON from line 1, column 10 (position 9).'],
    ['{\n  "text": "a",\n}', 'body', 'It is no JSON from line 3, column 1 (position 17).'],
    ['{"text": "a"', 'body', 'It is no JSON from line 1, column 13, where it ends (position 12).'],
    ['{"text":"a"} x', 'body', 'It is no JSON from line 1, column 14 (position 13).'],
    ['{"text":1}', 'text', 'Expected a text.'],
    ['{"text":"hello world"}', 'text', 'Expected at most 10 characters.'],
    ['{"text":"a","place":{"line":1.5}}', 'place.line', 'Expected a whole number.'],
    ['{"text":"a","colour":1}', 'colour', 'There is no such member. Known are: text, place.'],
    ['{"text":"a","place":{"line":1,"row":2}}', 'place.row', 'There is no such member.'],
  ])('%s', async (body, parameter, detail) => {
    expect(await problemOf(depsWith(), '/api/notes/a', put(body, json))).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: `${parameter}: ${detail}`,
      instance: '/api/notes/a',
      errors: [{ parameter, detail }],
    });
  });

  test.each(['[]', 'null', '"text"', '1', 'true'])('%s is no object', async (body) => {
    expect(await problemOf(depsWith(), '/api/notes/a', put(body, json))).toMatchObject({
      status: 400,
      errors: [{ parameter: 'body' }],
    });
  });

  test('a prototype is a member like any other', async () => {
    const body = '{"text":"a","__proto__":{"place":1},"constructor":1}';
    expect(await problemOf(depsWith(), '/api/notes/a', put(body, json))).toMatchObject({
      status: 400,
      errors: [{ parameter: '__proto__' }, { parameter: 'constructor' }],
    });
  });

  test('a write that takes no body says so, instead of ignoring one', async () => {
    const sent = { routes, method: 'DELETE', body: { force: true } };
    expect(await problemOf(depsWith(), '/api/notes/a', sent)).toMatchObject({
      status: 400,
      detail: 'body: This route takes none.',
    });
  });
});

describe('a body that is too long is a 413', () => {
  const ofLength = (length: number): string => JSON.stringify({ text: 'x'.repeat(length - 11) });

  test.each([
    [65_536, 400],
    [65_537, 413],
  ])('%i bytes: %i', async (length, status) => {
    const sent = put(ofLength(length), json);
    expect((await ask(depsWith(), '/api/notes/a', sent)).status).toBe(status);
  });

  test('also by what its length says, before it is read', async () => {
    const sent = put('{}', { ...json, 'content-length': '65537' });
    expect(await problemOf(depsWith(), '/api/notes/a', sent)).toMatchObject({
      status: 413,
      detail: 'The body is longer than 65536 bytes, which is the most that is taken.',
    });
  });
});

describe('where a text stops being JSON', () => {
  const almostJson = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', ']', '"', '\\', ':', 'x', '0', '-', ' ', '\u0001'),
    )
    .map(([text, place, more]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + more + text.slice(at + (place % 2));
    });

  test('is somewhere exactly when it is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), almostJson, fc.string()), (text) => {
        expect(syntaxErrorAt(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('is behind what could still have become JSON', () => {
    fc.assert(
      fc.property(almostJson, (text) => {
        const at = syntaxErrorAt(text);
        if (at === null) return;
        // What comes before is a beginning: it is told to be wrong where it ends, and nowhere before.
        const before = text.slice(0, at);
        expect(syntaxErrorAt(before) ?? at).toBeGreaterThanOrEqual(before.trimEnd().length);
      }),
      { numRuns: 1000 },
    );
  });

  test('deep nesting is no burden', () => {
    expect(syntaxErrorAt('['.repeat(65_536))).toBe(65_536);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
