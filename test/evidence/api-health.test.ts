import { describe, expect, it } from 'vitest';
import { apiHealth } from '../../src/evidence/api-health.ts';
import type { Reply } from '../kubernetes/fake-server.ts';
import { gatherFrom } from './gathering.ts';

const version = { body: { major: '1', minor: '33', gitVersion: 'v1.33.2', platform: 'linux/amd64' } };
const ready = {
  body: '[+]ping ok\n[+]etcd ok\n[+]poststarthook/rbac/bootstrap-roles ok\nreadyz check passed\n',
};
const alive = { body: '[+]ping ok\nlivez check passed\n' };

function gather(replies: Readonly<Record<string, Reply>> = {}) {
  const all: Readonly<Record<string, Reply>> = {
    '/version': version,
    '/readyz?verbose': ready,
    '/livez?verbose': alive,
    ...replies,
  };
  return gatherFrom(apiHealth, (path) => all[path] ?? { status: 404 });
}

describe('the health of an API server', () => {
  it('is its version and every line of both endpoints', async () => {
    const { fake, value } = await gather();
    expect(await value).toEqual({
      gitVersion: 'v1.33.2',
      readyz: {
        healthy: true,
        status: 200,
        lines: [
          { name: 'ping', ok: true },
          { name: 'etcd', ok: true },
          { name: 'poststarthook/rbac/bootstrap-roles', ok: true },
        ],
      },
      livez: { healthy: true, status: 200, lines: [{ name: 'ping', ok: true }] },
    });
    expect(fake.asked.toSorted()).toEqual(['/livez?verbose', '/readyz?verbose', '/version']);
  });

  it('is also told by a 500, which names what fails; what is excluded was not looked at', async () => {
    const { value } = await gather({
      '/readyz?verbose': {
        status: 500,
        body: '[+]ping ok\n[-]etcd failed: reason withheld\n[+]informer-sync excluded: ok\nreadyz check failed\n',
      },
    });
    expect((await value).readyz).toEqual({
      healthy: false,
      status: 500,
      lines: [
        { name: 'ping', ok: true },
        { name: 'etcd', ok: false },
      ],
    });
  });

  it('is a plain ok where the server gives no lines', async () => {
    const { value } = await gather({ '/livez?verbose': { body: 'ok' } });
    expect((await value).livez).toEqual({ healthy: true, status: 200, lines: [] });
  });

  it.each<[string, Reply, string]>([
    ['a web page', { body: '<html>Welcome</html>' }, 'invalid'],
    ['nothing', { body: '' }, 'invalid'],
    ['the error page of a proxy', { status: 500, body: 'ok' }, 'invalid'],
    ['a gateway that finds no server', { status: 502, body: 'Bad Gateway' }, 'unreachable'],
    ['a refusal', { status: 403, body: 'no' }, 'forbidden'],
  ])('is not told by %s', async (_, reply, reason) => {
    const { value } = await gather({ '/readyz?verbose': reply });
    await expect(value).rejects.toMatchObject({ name: 'ReadError', reason });
  });
});
