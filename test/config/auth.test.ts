import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';

const least = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  FLEET_KUBECONFIG: '/etc/fleet/kubeconfig.yaml',
  SWEEP_SCHEDULE: '0 0 * * * *',
};
const tenant = '11111111-2222-3333-4444-555555555555';
const client = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const entra = { AUTH_MODE: 'entra', AUTH_TENANT_ID: tenant, AUTH_CLIENT_ID: client };

const authOf = (settings: Readonly<Record<string, string>>) => readConfig({ ...least, ...settings }).auth;
const corsOf = (settings: Readonly<Record<string, string>>) => readConfig({ ...least, ...settings }).cors;

describe('AUTH_MODE', () => {
  test.each([
    ['nothing is said', {}, 'functionKey'],
    ['it is said', { AUTH_MODE: 'functionKey' }, 'functionKey'],
    ['in another case', { AUTH_MODE: 'FUNCTIONKEY' }, 'functionKey'],
    ['on one machine', { AUTH_MODE: 'none' }, 'none'],
    ['the platform asks', { AUTH_MODE: 'platform', WEBSITE_AUTH_ENABLED: 'True' }, 'platform'],
  ])('when %s', (_when, settings, mode) => {
    expect(authOf(settings)).toEqual({ mode });
  });

  test('entra takes the tokens that name the app in any of the ways Entra does', () => {
    expect(authOf({ ...entra, AUTH_CLIENT_ID: client.toUpperCase() })).toEqual({
      mode: 'entra',
      tenantId: tenant,
      audiences: [client, `api://${client}`, `api://${tenant}/${client}`],
      authorityHost: 'https://login.microsoftonline.com',
    });
  });

  test('audiences of one’s own go with the id, or stand alone', () => {
    const own = { AUTH_AUDIENCES: 'https://auditor.example.com, api://fleet' };
    expect(authOf({ ...entra, ...own })).toMatchObject({
      audiences: [
        client,
        `api://${client}`,
        `api://${tenant}/${client}`,
        'https://auditor.example.com',
        'api://fleet',
      ],
    });
    expect(authOf({ ...entra, ...own, AUTH_CLIENT_ID: '' })).toMatchObject({
      audiences: ['https://auditor.example.com', 'api://fleet'],
    });
  });

  test.each([
    ['usGovernment', {}, 'https://login.microsoftonline.us'],
    ['china', {}, 'https://login.chinacloudapi.cn'],
    ['public', { AZURE_AUTHORITY_HOST: 'https://login.example.com/' }, 'https://login.example.com'],
  ])('in the cloud %s the keys are elsewhere', (cloud, settings, authorityHost) => {
    expect(authOf({ ...entra, AZURE_CLOUD: cloud, ...settings })).toMatchObject({ authorityHost });
  });

  const unused = 'which checks no tokens. Set AUTH_MODE to entra, or unset';
  test.each([
    [{ AUTH_MODE: 'open' }, 'AUTH_MODE is "open", but it must be one of functionKey, entra, platform, none.'],
    [
      { AUTH_CLIENT_ID: client },
      `AUTH_CLIENT_ID is set, but AUTH_MODE is functionKey, ${unused} AUTH_CLIENT_ID.`,
    ],
    [
      { AUTH_MODE: 'none', AUTH_TENANT_ID: tenant, AUTH_AUDIENCES: 'a' },
      `AUTH_TENANT_ID, AUTH_AUDIENCES is set, but AUTH_MODE is none, ${unused} AUTH_TENANT_ID, AUTH_AUDIENCES.`,
    ],
    [
      { AUTH_MODE: 'platform' },
      'AUTH_MODE is platform, but authentication of the platform is off (WEBSITE_AUTH_ENABLED is not True). Turn App Service authentication on, or set AUTH_MODE to entra.',
    ],
    [
      { AUTH_MODE: 'platform', WEBSITE_AUTH_ENABLED: 'False' },
      'AUTH_MODE is platform, but authentication of the platform is off (WEBSITE_AUTH_ENABLED is not True). Turn App Service authentication on, or set AUTH_MODE to entra.',
    ],
    [
      { AUTH_MODE: 'entra', AUTH_CLIENT_ID: client },
      'AUTH_TENANT_ID is not set. Set it to e.g. 00000000-0000-0000-0000-000000000000.',
    ],
    [
      { ...entra, AUTH_TENANT_ID: 'common' },
      'AUTH_TENANT_ID is "common", but it must be a GUID. Set it to e.g. 00000000-0000-0000-0000-000000000000.',
    ],
    [
      { ...entra, AUTH_CLIENT_ID: `api://${client}` },
      `AUTH_CLIENT_ID is "api://${client}", but it must be a GUID. Set it to e.g. 00000000-0000-0000-0000-000000000000.`,
    ],
    [
      { AUTH_MODE: 'entra', AUTH_TENANT_ID: tenant },
      'Neither AUTH_CLIENT_ID nor AUTH_AUDIENCES is set. Set AUTH_CLIENT_ID to the application id of the app registration, e.g. 00000000-0000-0000-0000-000000000000.',
    ],
    [
      { ...entra, AZURE_AUTHORITY_HOST: 'http://login.example.com' },
      'AZURE_AUTHORITY_HOST is "http://login.example.com", but it must be an https address, e.g. https://login.microsoftonline.com.',
    ],
  ])('%o is a problem', (settings, problem) => {
    expect(problemsOf(settings)).toEqual([problem]);
  });

  test.each(['WEBSITE_INSTANCE_ID', 'WEBSITE_SITE_NAME'])(
    'none is refused where %s tells of Azure',
    (name) => {
      expect(problemsOf({ AUTH_MODE: 'none', [name]: 'x' })).toEqual([
        `AUTH_MODE is none, but the app runs in Azure (${name} is set), where everybody could call it. Set AUTH_MODE to entra, platform or functionKey.`,
      ]);
    },
  );

  test('a problem of the cloud is told once, though the fleet has it too', () => {
    const azure = { FLEET_KUBECONFIG: '', AZURE_AUTHORITY_HOST: 'http://login.example.com' };
    expect(problemsOf({ ...entra, ...azure })).toHaveLength(1);
  });
});

describe('CORS_ALLOWED_ORIGINS', () => {
  test.each([
    [{}, { origins: [], credentials: false }],
    [
      { CORS_ALLOWED_ORIGINS: 'https://portal.example.com, http://localhost:3000' },
      { origins: ['https://portal.example.com', 'http://localhost:3000'], credentials: false },
    ],
    [
      { CORS_ALLOWED_ORIGINS: 'HTTPS://Portal.Example.com:443' },
      { origins: ['https://portal.example.com'], credentials: false },
    ],
    [
      { CORS_ALLOWED_ORIGINS: 'https://portal.example.com', CORS_ALLOW_CREDENTIALS: 'true' },
      { origins: ['https://portal.example.com'], credentials: true },
    ],
    [{ CORS_ALLOWED_ORIGINS: '*' }, { origins: '*', credentials: false }],
  ])('%o', (settings, cors) => {
    expect(corsOf(settings)).toEqual(cors);
  });

  test.each([
    'portal.example.com',
    'https://portal.example.com/',
    'https://portal.example.com/page',
    'https://portal.example.com?x=1',
    'https://user@portal.example.com',
    'https://*.example.com',
    'ftp://portal.example.com',
    'null',
    'https://',
  ])('%s is no origin', (origin) => {
    expect(problemsOf({ CORS_ALLOWED_ORIGINS: origin })).toEqual([
      `CORS_ALLOWED_ORIGINS has "${origin}", which is no origin. Use scheme, host and port alone, e.g. https://portal.example.com.`,
    ]);
  });

  test.each([
    [
      { CORS_ALLOWED_ORIGINS: '*', CORS_ALLOW_CREDENTIALS: 'true' },
      'CORS_ALLOW_CREDENTIALS is true, and CORS_ALLOWED_ORIGINS is *: every page could act as whoever visits it. Name the origins.',
    ],
    [
      { CORS_ALLOWED_ORIGINS: '*,https://portal.example.com' },
      'CORS_ALLOWED_ORIGINS has * and others. Use * alone, or name the origins.',
    ],
    [
      { CORS_ALLOWED_ORIGINS: '*', AUTH_MODE: 'none' },
      'CORS_ALLOWED_ORIGINS is *, and AUTH_MODE is none: every page that is open on this machine could read the fleet. Name the origins, e.g. http://localhost:3000.',
    ],
    [
      { CORS_ALLOW_CREDENTIALS: 'true' },
      'CORS_ALLOW_CREDENTIALS is true, but CORS_ALLOWED_ORIGINS names no origin. Set both, or none.',
    ],
  ])('%o is a problem', (settings, problem) => {
    expect(problemsOf(settings)).toEqual([problem]);
  });
});

function problemsOf(settings: Readonly<Record<string, string>>): unknown {
  try {
    return readConfig({ ...least, ...settings });
  } catch (error) {
    return (error as { problems?: unknown }).problems;
  }
}
