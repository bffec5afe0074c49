import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/shared/errors.ts';
import { matchRoute, mostSpecificFirst, parseTemplate, type Route } from '../../../local/host/routes.ts';

function route(template: string, ...methods: string[]): Route<string> {
  return { template, methods, segments: parseTemplate(template, 'f'), target: template };
}

const routes = mostSpecificFirst([
  route('{*path}', 'GET'),
  route('api/clusters', 'GET'),
  route('api/clusters/{key}', 'GET', 'DELETE'),
  route('api/clusters/new', 'POST'),
  route('api/clusters/{number:int}', 'PUT'),
  route('api/clusters/{key}/audits/{id?}', 'GET'),
  route('api/{*rest}', 'PATCH'),
]);

describe('matching', () => {
  const found = [
    ['GET', '/api/clusters', 'api/clusters', {}],
    ['GET', '/API/Clusters/', 'api/clusters', {}],
    ['GET', '/api/clusters/new', 'api/clusters/{key}', { key: 'new' }],
    ['POST', '/api/clusters/new', 'api/clusters/new', {}],
    ['PUT', '/api/clusters/12', 'api/clusters/{number:int}', { number: '12' }],
    ['DELETE', '/api/clusters/12', 'api/clusters/{key}', { key: '12' }],
    ['GET', '/api/clusters/a%20b%2Fc', 'api/clusters/{key}', { key: 'a b%2Fc' }],
    ['GET', '/api/clusters/x/audits', 'api/clusters/{key}/audits/{id?}', { key: 'x' }],
    ['GET', '/api/clusters/x/audits/7', 'api/clusters/{key}/audits/{id?}', { key: 'x', id: '7' }],
    ['PATCH', '/api/clusters/x', 'api/{*rest}', { rest: 'clusters/x' }],
    ['PATCH', '/api', 'api/{*rest}', { rest: '' }],
    ['GET', '/', '{*path}', { path: '' }],
    ['GET', '/clusters/x', '{*path}', { path: 'clusters/x' }],
    ['GET', '/api/clusters//audits', '{*path}', { path: 'api/clusters//audits' }],
  ] as const;
  test.each(found)('%s %s is %s', (method, path, target, params) => {
    expect(matchRoute(routes, method, path)).toEqual({ kind: 'found', target, params });
  });

  test('a known path with another method says which methods it takes', () => {
    expect(matchRoute(routes, 'PUT', '/api/clusters/x')).toEqual({
      kind: 'wrongMethod',
      allow: ['DELETE', 'GET', 'PATCH'],
    });
  });

  const unknown = [
    ['a path that is too long', '/api/clusters/x'],
    ['a path that is too short', '/api'],
    ['an empty parameter', '/api//'],
    ['a broken escape', '/api/%E0%A4%A'],
  ] as const;
  test.each(unknown)('%s matches nothing', (_what, path) => {
    expect(matchRoute([route('api/{key}', 'GET')], 'GET', path)).toEqual({ kind: 'notFound' });
  });
});

const unreadable = ['a{b}c', '{*rest}/more', '{x?}/more', '{x:regex}', '{', '{}'];
test.each(unreadable)('the template "%s" is refused with the name of its function', (template) => {
  expect(() => parseTemplate(template, 'clusters')).toThrow(UsageError);
  expect(() => parseTemplate(template, 'clusters')).toThrow(/Function "clusters" has the route/u);
});
