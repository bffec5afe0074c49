import { expect, test } from 'vitest';
import { settingsOf } from '../../src/config/settings.ts';
import { telemetrySettings } from '../../src/config/telemetry.ts';

const key = '11111111-2222-3333-4444-555555555555';
const client = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const site = { WEBSITE_SITE_NAME: 'func-auditor', WEBSITE_INSTANCE_ID: 'i-1' };
const role = { name: 'func-auditor', instance: 'i-1' };

function read(environment: Readonly<Record<string, string>>) {
  const settings = settingsOf({ ...site, ...environment });
  return { value: telemetrySettings(settings), problems: settings.problems };
}

test('without a connection string nobody is told', () => {
  expect(read({ APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'nonsense' })).toEqual({
    value: null,
    problems: [],
  });
});

test('as the portal gives it, and as the platform wants a user-assigned identity to be named', () => {
  expect(
    read({
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${key};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/;LiveEndpoint=https://westeurope.livediagnostics.monitor.azure.com/;ApplicationId=${client}`,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `ClientId=${client};Authorization=AAD`,
    }),
  ).toEqual({
    value: {
      endpoint: 'https://westeurope-5.in.applicationinsights.azure.com',
      instrumentationKey: key,
      audience: 'https://monitor.azure.com',
      identity: { clientId: client },
      role,
    },
    problems: [],
  });
});

test.each([
  ['the key alone', `InstrumentationKey=${key}`, 'https://dc.services.visualstudio.com'],
  ['a suffix', `instrumentationkey=${key};EndpointSuffix=ai.example.com`, 'https://dc.ai.example.com'],
  [
    'a suffix and a place',
    `InstrumentationKey=${key};EndpointSuffix=ai.example.com;Location=west`,
    'https://west.dc.ai.example.com',
  ],
])('by %s', (_name, text, endpoint) => {
  expect(read({ APPLICATIONINSIGHTS_CONNECTION_STRING: text })).toEqual({
    value: {
      endpoint,
      instrumentationKey: key,
      audience: 'https://monitor.azure.com',
      identity: null,
      role,
    },
    problems: [],
  });
});

test.each(['https://monitor.azure.us', 'https://monitor.azure.us/', 'https://monitor.azure.us/.default'])(
  'another cloud names its audience: %s',
  (audience) => {
    const { value } = read({
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${key};AADAudience=${audience}`,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD',
    });
    expect(value).toMatchObject({ audience: 'https://monitor.azure.us', identity: { clientId: null } });
  },
);

test.each([
  'secret-text',
  'InstrumentationKey=secret-text;IngestionEndpoint=https://example.com/',
  `InstrumentationKey=${key};IngestionEndpoint=http://secret-text.example.com/`,
  `IngestionEndpoint=https://secret-text.example.com/`,
])('a connection string that is none is named and not repeated: %s', (text) => {
  const { problems } = read({ APPLICATIONINSIGHTS_CONNECTION_STRING: text });
  expect(problems).toEqual([
    'APPLICATIONINSIGHTS_CONNECTION_STRING is not the connection string of an Application Insights resource. Copy it from ' +
      'the overview of the resource; it looks like InstrumentationKey=…;IngestionEndpoint=https://….in.applicationinsights.azure.com/.',
  ]);
});

test.each(['AAD', 'Authorization=Key', 'ClientId=me;Authorization=AAD'])(
  'a way to authenticate that is not understood is named: %s',
  (text) => {
    const { problems } = read({
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${key}`,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: text,
    });
    expect(problems).toEqual([
      'APPLICATIONINSIGHTS_AUTHENTICATION_STRING is not understood. Set it to Authorization=AAD, or to ' +
        'ClientId=00000000-0000-0000-0000-000000000000;Authorization=AAD for a user-assigned identity.',
    ]);
  },
);
