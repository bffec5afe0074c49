/** A page that was opened with a function key keeps it, in its own links alone. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { platform } from '../../src/http/auth/platform.ts';
import { withKey } from '../../src/http/key-links.ts';
import { hostileText } from '../support/hostile.ts';
import { ask, depsWith } from './asking.ts';
import { sick, threeClusters } from './fleet.ts';

describe('of our own', () => {
  test.each([
    ['<a href="/">', '<a href="/?code=k">'],
    ['<a class="x" href="/clusters/a">', '<a class="x" href="/clusters/a?code=k">'],
    ['<a href="/api/clusters?limit=1&amp;name=a">', '<a href="/api/clusters?limit=1&amp;name=a&amp;code=k">'],
    ['<a href="/?sort=score#rows">', '<a href="/?sort=score&amp;code=k#rows">'],
    ['<a href="?sort=score">', '<a href="?sort=score&amp;code=k">'],
    ['<a href="a&#39;b">', '<a href="a&#39;b?code=k">'],
    [
      '<link rel="stylesheet" href="/assets/app.css">',
      '<link rel="stylesheet" href="/assets/app.css?code=k">',
    ],
    ['<script src="/assets/app.js" defer="">', '<script src="/assets/app.js?code=k" defer="">'],
    ['<form method="get">', '<form method="get"><input type="hidden" name="code" value="k">'],
    [
      '<form action="/" method="get">',
      '<form action="/?code=k" method="get"><input type="hidden" name="code" value="k">',
    ],
  ])('%s', (before, after) => {
    expect(withKey(before, 'k')).toBe(after);
  });
});

describe('of others, or of nobody', () => {
  test.each([
    '<a href="https://learn.microsoft.com/azure">',
    '<a href="//evil.example.com/">',
    '<a href="/\\evil.example.com/">',
    '<a href="\\\\evil.example.com">',
    '<a href="HTTPS://evil.example.com">',
    '<a href="mailto:a@example.com">',
    '<a href="data:text/plain,x">',
    '<a href="javascript:void(0)">',
    '<link rel="icon" href="data:image/svg+xml,%3Csvg%20xmlns%3D%22x%22%3E">',
    '<a href="#content">',
    '<a href="/?code=other">',
    '<form action="https://evil.example.com/">',
    '<p>href=&quot;/&quot;</p>',
    '<div data-href="/">',
  ])('%s stays as it is', (page) => {
    expect(withKey(page, 'k')).toBe(page);
  });
});

test('the key breaks out of nothing', () => {
  const key = '"><script>alert(1)</script>\'&=#';
  expect(withKey('<a href="/x"><form>', key)).toBe(
    `<a href="/x?code=${encodeURIComponent(key).replaceAll("'", '&#39;')}"><form><input type="hidden" name="code" value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;=#">`,
  );
  fc.assert(
    fc.property(hostileText, (text) => {
      const page = withKey('<a href="/x"><form>', text.toWellFormed());
      expect(page.match(/[<>]/gu)).toHaveLength(6);
      expect(page.match(/"/gu)).toHaveLength(8);
    }),
  );
});

describe('over HTTP', () => {
  const linksOf = (page: string) =>
    [...page.matchAll(/\s(?:href|src)="([^"]*)"/gu)].map(([, address = '']) => address);

  test.each(['/', `/clusters/${sick.key}`, '/checks/silent-nodes', '/nope'])(
    '%s with a key',
    async (path) => {
      const deps = depsWith({ history: await threeClusters() });
      const { text } = await ask(deps, `${path}?code=the%2Bkey%3D%3D`);
      const links = linksOf(text);
      const ours = links.filter((address) => address.startsWith('/'));
      expect(ours.length).toBeGreaterThan(2);
      for (const address of ours) expect(address).toMatch(/[?;]code=the%2Bkey%3D%3D(?:#|$)/u);
      for (const address of links.filter((link) => !ours.includes(link)))
        expect(address).not.toContain('the%2Bkey');
    },
  );

  test('every file a page loads and every page it leads to can be opened with what is in the link', async () => {
    const deps = depsWith({ history: await threeClusters() });
    const { text } = await ask(deps, '/?code=k');
    for (const address of linksOf(text).filter((link) => link.startsWith('/'))) {
      expect({ address, status: (await ask(deps, address.replaceAll('&amp;', '&'))).status }).toEqual({
        address,
        status: 200,
      });
    }
  });

  test.each([
    ['without a key in the address', '/', {}],
    ['with a key in a header', '/', { 'x-functions-key': 'the-key' }],
    ['with an empty key', '/?code=', {}],
    ['with one that is none', `/?code=${'x'.repeat(257)}`, {}],
  ])('%s a page has none', async (_what, path, headers) => {
    const { text } = await ask(depsWith(), path, { headers });
    expect(text).not.toContain('code=');
  });

  test('where keys mean nothing they are not kept', async () => {
    const headers = {
      'x-ms-client-principal': Buffer.from('{"claims":[{"typ":"roles","val":"Reader"}]}').toString('base64'),
    };
    const { status, text } = await ask(depsWith({ auth: platform }), '/?code=k', { headers });
    expect({ status, kept: text.includes('code=') }).toEqual({ status: 200, kept: false });
  });

  test('a page that is asked for again with its tag is not sent again, and one with another key is', async () => {
    const deps = depsWith();
    const { headers } = await ask(deps, '/?code=k');
    const known = { 'if-none-match': headers['etag'] ?? '' };
    expect((await ask(deps, '/?code=k', { headers: known })).status).toBe(304);
    expect((await ask(deps, '/?code=l', { headers: known })).status).toBe(200);
  });

  test('answers of the API never hold it', async () => {
    const deps = depsWith({ history: await threeClusters() });
    for (const path of [
      '/api/clusters?code=the-key',
      '/api/nope?code=the-key',
      '/api/clusters?code=the-key&x=1',
    ]) {
      const { headers, text } = await ask(deps, path);
      expect(JSON.stringify([headers, text])).not.toContain('the-key');
    }
  });
});
