/** What of the log reaches Application Insights: everything that the auditor says, and little of what the host says. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { routes } from '../src/http/routes/index.ts';
import functions from './golden/functions.json' with { type: 'json' };

interface HostJson {
  readonly logging: {
    readonly logLevel: Readonly<Record<string, string>>;
    readonly applicationInsights: { readonly samplingSettings: Readonly<Record<string, unknown>> };
  };
}

const { logging } = JSON.parse(await readFile(new URL('../host.json', import.meta.url), 'utf8')) as HostJson; // Ours.

test('functions that say what they did are heard, and the host only when something is wrong', () => {
  const others = functions.filter(({ type }) => type !== 'httpTrigger').map(({ name }) => name);
  // Of the routes, those log every call that change something; failures are errors, which everybody may say.
  const writing = routes.filter(({ role }) => role === 'Operator').map(({ name }) => name);
  const heard = [...others, ...writing].map((name) => [`Function.${name}.User`, 'Information'] as const);
  expect(logging.logLevel).toEqual({
    // "Executing …", "Executed …", dependencies of the host, and counts that AppRequests has as well.
    default: 'Warning',
    // Successful invocations: AppRequests.
    'Host.Results': 'Information',
    // Lines that belong to no invocation.
    'Host.Function.Console': 'Information',
    ...Object.fromEntries(heard),
  });
});

test('nothing that is asked for one by one is sampled; the rest is bounded', () => {
  expect(logging.applicationInsights.samplingSettings).toEqual({
    isEnabled: true,
    maxTelemetryItemsPerSecond: 5,
    excludedTypes: 'Trace;Request;Exception',
  });
});
