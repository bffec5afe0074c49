import { describe, expect, test } from 'vitest';
import { notifyConfig } from '../../src/config/notify.ts';
import { settingsOf } from '../../src/config/settings.ts';
import { containing } from '../support/matchers.ts';

function read(environment: Record<string, string>) {
  const settings = settingsOf(environment);
  return { ...notifyConfig(settings), problems: settings.problems };
}

describe('the address of the app', () => {
  test.each([
    [{}, null],
    [{ PUBLIC_URL: 'https://auditor.example.com' }, 'https://auditor.example.com'],
    [{ PUBLIC_URL: 'https://Example.com/fleet//' }, 'https://example.com/fleet'],
    [{ PUBLIC_URL: 'http://localhost:7071/' }, 'http://localhost:7071'],
    [{ PUBLIC_URL: 'http://[::1]:7071' }, 'http://[::1]:7071'],
    [{ WEBSITE_HOSTNAME: 'func-fleet.azurewebsites.net' }, 'https://func-fleet.azurewebsites.net'],
    // As the Core Tools set it on one machine.
    [{ WEBSITE_HOSTNAME: 'localhost:7071' }, 'http://localhost:7071'],
    [
      { PUBLIC_URL: 'https://a.example', WEBSITE_HOSTNAME: 'func-fleet.azurewebsites.net' },
      'https://a.example',
    ],
  ])('%j gives %j', (environment, publicUrl) => {
    expect(read(environment)).toMatchObject({ publicUrl, problems: [] });
  });

  test.each([
    'auditor.example.com',
    'http://auditor.example.com',
    'https://me:secret@auditor.example.com',
    'https://auditor.example.com/?code=secret',
    'https://auditor.example.com/#top',
    'http://127.0.0.1.example.com',
    'ftp://localhost',
  ])('%s is refused, and not quoted', (text) => {
    expect(read({ PUBLIC_URL: text, WEBSITE_HOSTNAME: 'x.example' })).toMatchObject({
      publicUrl: null,
      problems: [
        'PUBLIC_URL must be the address of the app: https:// and a host (http:// on this machine only), without user, query and fragment. Set it to e.g. https://auditor.example.com.',
      ],
    });
  });
});

describe('private hosts', () => {
  test('are names and addresses', () => {
    expect(read({ NOTIFY_PRIVATE_HOSTS: 'hooks.internal.example.com, 10.20.0.4,fd00::1,' })).toMatchObject({
      notifyPrivateHosts: ['hooks.internal.example.com', '10.20.0.4', 'fd00::1'],
      problems: [],
    });
  });

  test.each([
    ['https://hooks.internal/a?sig=secret', 'https://hooks.internal/…'],
    ['https://me:secret@hooks.internal', 'https://…@hooks.internal'],
    ['hooks.internal/a?sig=secret', 'hooks.internal/…'],
    ['hooks.internal?sig=secret', 'hooks.internal/…'],
    ['hooks.internal:8443', 'hooks.internal:8443'],
    ['10.0.0.0/8', '10.0.0.0/…'],
    ['*.internal', '*.internal'],
  ])('%s is refused; what may be secret in it is not quoted', (text, shown) => {
    expect(read({ NOTIFY_PRIVATE_HOSTS: text }).problems).toEqual([
      `NOTIFY_PRIVATE_HOSTS has "${shown}", but each entry must be one host, by its exact name or IP address, e.g. hooks.corp.example.com or 10.20.30.40: without scheme, port, path or wildcard.`,
    ]);
  });

  test('the address of the platform is never one', () => {
    expect(read({ NOTIFY_PRIVATE_HOSTS: '169.254.169.254' }).problems).toEqual([
      containing('NOTIFY_PRIVATE_HOSTS has "169.254.169.254", but that is '),
    ]);
  });
});

describe('the keys that seal secrets', () => {
  const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

  test('are the current one and the one before', () => {
    expect(read({ WEBHOOK_SECRET_KEY: key(1), WEBHOOK_SECRET_KEY_PREVIOUS: key(2) })).toMatchObject({
      webhookSecretKeys: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)],
      problems: [],
    });
  });

  test.each([
    ['too short', Buffer.alloc(31, 1).toString('base64')],
    ['too long', Buffer.alloc(33, 1).toString('base64')],
    ['no base64', `${key(1).slice(0, -2)}!=`],
    ['of the kind for addresses', Buffer.alloc(32, 0xfb).toString('base64url')],
    ['hexadecimal', Buffer.alloc(32, 1).toString('hex')],
    [
      'a reference that was not resolved',
      '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/k)',
    ],
  ])('one that is %s is refused, and not quoted', (_what, text) => {
    expect(read({ WEBHOOK_SECRET_KEY: text })).toMatchObject({
      webhookSecretKeys: null,
      problems: [containing('It must be 32 random bytes in base64, as made by: openssl rand -base64 32.')],
    });
  });

  test('the one before alone is refused', () => {
    expect(read({ WEBHOOK_SECRET_KEY_PREVIOUS: key(1) }).problems).toEqual([
      'WEBHOOK_SECRET_KEY_PREVIOUS is set, but WEBHOOK_SECRET_KEY is not. Set WEBHOOK_SECRET_KEY to a new key: openssl rand -base64 32.',
    ]);
  });
});
