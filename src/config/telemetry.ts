/** Where the auditor's own metrics go: the Application Insights resource that the platform is told of by the same settings. */
import os from 'node:os';
import type { InsightsResource } from '../azure/application-insights.ts';
import { productName } from '../shared/product.ts';
import type { Settings } from './settings.ts';

/** Null without a connection string: on a machine of one's own nobody is told. */
export function telemetrySettings(settings: Settings): InsightsResource | null {
  const connection = settings.optional('APPLICATIONINSIGHTS_CONNECTION_STRING');
  if (connection === null) return null;
  const parts = partsOf(connection);
  const instrumentationKey = parts.get('instrumentationkey') ?? '';
  const endpoint = endpointIn(parts).replace(/\/+$/u, '');
  // The text names a resource that anybody may then send to, so the problem does not repeat it.
  if (!guid.test(instrumentationKey) || !isHttps(endpoint)) {
    settings.problems.push(
      'APPLICATIONINSIGHTS_CONNECTION_STRING is not the connection string of an Application Insights resource. Copy it from ' +
        'the overview of the resource; it looks like InstrumentationKey=…;IngestionEndpoint=https://….in.applicationinsights.azure.com/.',
    );
  }
  return {
    endpoint,
    instrumentationKey,
    audience: (parts.get('aadaudience') ?? publicAudience).replace(/\/*(?:\.default)?$/u, ''),
    identity: identityOf(settings),
    // As the host names itself in the lines that it sends.
    role: {
      name: settings.optional('WEBSITE_SITE_NAME') ?? productName,
      instance: settings.optional('WEBSITE_INSTANCE_ID') ?? os.hostname(),
    },
  };
}

// https://learn.microsoft.com/azure/azure-monitor/app/connection-strings
const publicEndpoint = 'https://dc.services.visualstudio.com';
// Other clouds name theirs in the connection string:
// https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
const publicAudience = 'https://monitor.azure.com';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** `name=value` parts, by name in lower case. */
function partsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(';').map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}

function endpointIn(parts: ReadonlyMap<string, string>): string {
  const [endpoint, suffix, location] = ['ingestionendpoint', 'endpointsuffix', 'location'].map((name) =>
    parts.get(name),
  );
  if (endpoint !== undefined) return endpoint;
  if (suffix === undefined) return publicEndpoint;
  return `https://${location === undefined ? '' : `${location}.`}dc.${suffix}`;
}

function isHttps(address: string): boolean {
  return URL.parse(address)?.protocol === 'https:';
}

/** `Authorization=AAD` sends with a token, of the user-assigned identity `ClientId` where one is named. */
function identityOf(settings: Settings): InsightsResource['identity'] {
  const text = settings.optional('APPLICATIONINSIGHTS_AUTHENTICATION_STRING');
  if (text === null) return null;
  const parts = partsOf(text);
  const clientId = parts.get('clientid') ?? null;
  if (parts.get('authorization')?.toUpperCase() !== 'AAD' || (clientId !== null && !guid.test(clientId))) {
    settings.problems.push(
      'APPLICATIONINSIGHTS_AUTHENTICATION_STRING is not understood. Set it to Authorization=AAD, or to ' +
        'ClientId=00000000-0000-0000-0000-000000000000;Authorization=AAD for a user-assigned identity.',
    );
  }
  return { clientId };
}
