import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapTexts } from '../../../local/recording/map-texts.ts';
import { withoutSecrets } from '../../../local/recording/secrets.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhdWRpdG9yIn0.c2lnbmF0dXJlLW9mLWl0';
const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----';

describe('what looks like a secret is left out', () => {
  test.each<[string, string, string]>([
    [
      'user info of an address',
      'Post "https://bot:pa55@hooks.example/x": EOF',
      'Post "https://***@hooks.example/x": EOF',
    ],
    [
      'a query',
      'GET https://a.example/hook?code=AbC123==&x=1 failed',
      'GET https://a.example/hook?*** failed',
    ],
    [
      'a SAS',
      'https://s.blob.core.windows.net/c?sv=2024&sig=abc%3D',
      'https://s.blob.core.windows.net/c?***',
    ],
    [
      'the path of an incoming webhook',
      'https://hooks.slack.com/services/T0/B0/XyZ',
      'https://hooks.slack.com/***',
    ],
    ['a token', `the token ${jwt} is over`, 'the token *** is over'],
    ['a cut token', `the token ${jwt.slice(0, 30)}`, 'the token ***'],
    ['a bearer', 'Authorization: Bearer abc123def456', 'Authorization: ***'],
    ['basic credentials', 'authorization=Basic dXNlcjpwYXNz', 'authorization=***'],
    ['a private key', `key ${pem}.`, 'key ***.'],
    ['a certificate in base64', `ca ${Buffer.from(pem).toString('base64')}`, 'ca ***'],
    ['a password', 'dial with password=hunter22 failed', 'dial with password=*** failed'],
    ['a quoted one', '{"client_secret":"abcd1234"}', '{"client_secret":"***"}'],
    ['a line of a kubeconfig', 'client-key-data: LS0tXYZabc', 'client-key-data: ***'],
    [
      'a connection string',
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0c2VjcmV0;X=y',
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***;X=y',
    ],
    ['a token of GitHub', `push with ghp_${'a1'.repeat(18)}`, 'push with ***'],
    ['a secret of Webhooks', `whsec_${'Ab1+'.repeat(8)}`, '***'],
  ])('%s', (_what, text, expected) => {
    expect(withoutSecrets(text, [])).toBe(expected);
  });

  test('also one that only its name gives away', () => {
    expect(mapTexts({ tags: { 'db-password': 'swordfish', env: 'prod' } }, withoutSecrets)).toEqual({
      tags: { 'db-password': '***', env: 'prod' },
    });
  });
});

describe('what only looks a little like one stays, for verdicts are made of it', () => {
  test.each([
    'system:serviceaccount:vault-secrets:token-reviewer',
    'vault-secrets-operator/v0.9.0 (linux/amd64) kubernetes/1a2b3c4',
    'failed calling webhook "x.y": Post "https://svc.ns.svc:443/validate?timeout=10s": context deadline exceeded',
    'secrets "x" is forbidden: User "u" cannot list resource "secrets" in API group ""',
    'poststarthook/start-legacy-token-tracking-controller',
    'tokenreviews.authentication.k8s.io',
    'The Basic plan does not allow it; the bearer authentication failed with status code: 503',
    'https://learn.microsoft.com/azure/azure-monitor/service-limits#la-query-api',
    '/subscriptions/b37e876a-2cf8-42fd-adbe-2ba0d9bdabfb/resourcegroups/rg/providers/x/y/z',
    'AKSAudit\n| where Verb == "list" and ObjectRef.resource == "secrets"\n| summarize Count = count() by User',
    '2026-11-24T12:00:00.000Z',
  ])('%s', (text) => {
    expect(withoutSecrets(text, [])).toBe(text);
  });

  test('labels, which say what a webhook selects', () => {
    const selector = { matchLabels: { 'secret-injection': 'enabled' }, matchExpressions: [] };

    expect(mapTexts({ namespaceSelector: selector }, withoutSecrets)).toEqual({
      namespaceSelector: selector,
    });
  });
});

test('it is done once: what is left has nothing more to leave out', () => {
  const parts = fc.constantFrom(
    'https://',
    'u:p@',
    'h.example',
    '/x',
    '?a=b',
    ' ',
    'password=',
    'token: ',
    jwt,
    'Bearer ',
    'a1b2c3d4e5',
    '"',
    '\n',
    pem,
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (some) => {
      const once = withoutSecrets(some.join(''), []);
      expect(withoutSecrets(once, [])).toBe(once);
      expect(once).not.toContain(jwt);
      expect(once).not.toContain('https://u:p@');
      expect(once).not.toContain('BEGIN RSA');
    }),
  );
});

describe('mapTexts', () => {
  test('changes texts and names, keeps all else and the order, and mixes no two members up', () => {
    const value = { b: ['x', 1, null, true], a: { secretive: 'x', 'secretive ': 'y' } };
    const change = (text: string): string => text.trim().toUpperCase();

    expect(JSON.stringify(mapTexts(value, change))).toBe(
      '{"B":["X",1,null,true],"A":{"SECRETIVE":"X","SECRETIVE (2)":"Y"}}',
    );
  });

  test('does not touch prototypes', () => {
    const value = JSON.parse('{"__proto__": {"polluted": "x"}}') as object;

    expect(JSON.stringify(mapTexts(value, (text) => text))).toBe('{"__proto__":{"polluted":"x"}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
