import type { HttpClient, PipelineRequest } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { applicationInsights, type InsightsResource } from '../../src/azure/application-insights.ts';
import type { LogFields, Logger } from '../../src/shared/logger.ts';
import { userAgent } from '../../src/shared/product.ts';
import exporterRequest from '../fixtures/application-insights/exporter-request.json' with { type: 'json' };

const resource: InsightsResource = {
  endpoint: 'https://westeurope-5.in.applicationinsights.azure.com',
  instrumentationKey: '11111111-2222-3333-4444-555555555555',
  audience: 'https://monitor.azure.com',
  identity: { clientId: null },
  role: { name: 'unknown_service', instance: 'instance' },
};
const at = new Date('2026-11-30T02:02:35.374Z');
const token = 'a-token';
const accepted = { status: 200, body: '{"itemsReceived":1,"itemsAccepted":1,"errors":[]}' };

type Answer = { readonly status: number; readonly body?: string } | Error | 'never';

/** Metrics that are sent to a service which answers as it is told to, by a clock that stands until it is moved. */
function sending(answers: readonly Answer[], { audience = resource.audience, withToken = true } = {}) {
  const requests: PipelineRequest[] = [];
  const scopes: unknown[] = [];
  const lines: [string, LogFields | undefined][] = [];
  const clock = { milliseconds: 0 };
  const deadlines: AbortController[] = [];
  const left = [...answers];
  const httpClient: HttpClient = {
    async sendRequest(request) {
      requests.push(request);
      const answer = left.shift() ?? accepted;
      if (answer === 'never') {
        deadlines.at(-1)?.abort();
        return new Promise(() => undefined);
      }
      if (answer instanceof Error) throw answer;
      const { status, body = '' } = answer;
      return { request, status, headers: createHttpHeaders(), bodyAsText: body };
    },
  };
  const credential = {
    getToken: async (scope: unknown) => {
      scopes.push(...[scope].flat());
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const metrics = applicationInsights(
    { ...resource, audience },
    {
      credential: withToken ? credential : null,
      httpClient,
      now: () => at,
      timing: { now: () => clock.milliseconds, pause: async () => undefined },
      limit: () => {
        const deadline = new AbortController();
        deadlines.push(deadline);
        return deadline.signal;
      },
    },
  );
  const write = (message: string, fields?: LogFields): void => void lines.push([message, fields]);
  const log: Logger = { info: write, warn: write, error: write };
  return { metrics, requests, scopes, lines, clock, flush: () => metrics.flush(log) };
}

function bodies(requests: readonly PipelineRequest[]): readonly unknown[] {
  return requests.map(bodyOf);
}

function bodyOf({ body }: Pick<PipelineRequest, 'body'>): typeof exporterRequest.body {
  if (typeof body !== 'string') throw new TypeError('A request without a text.');
  return JSON.parse(body) as typeof exporterRequest.body; // Compared as a whole by the first test.
}

function namesIn(request: Pick<PipelineRequest, 'body'>): readonly string[] {
  return bodyOf(request).map(({ data }) => data.baseData.metrics[0]?.name ?? '');
}

test('what is recorded goes out as the exporter of the vendor would send it, and says so in no other way', async () => {
  const { metrics, requests, scopes, flush } = sending([]);
  metrics.record('auditor.sweep.closed', 1, { sweepId: 's', complete: 'true' });
  metrics.record('auditor.sweep.seconds', 3, { sweepId: 's', complete: 'true' });
  metrics.record('auditor.sweep.seconds', 5, { complete: 'true', sweepId: 's' });
  await flush();

  const expected = exporterRequest.body.map((envelope) => ({
    ...envelope,
    tags: { ...envelope.tags, 'ai.internal.sdkVersion': userAgent },
    data: {
      ...envelope.data,
      baseData: {
        ...envelope.data.baseData,
        properties: { complete: 'true', sweepId: 's' },
        // The exporter leaves the extremes of a counter out.
        metrics: envelope.data.baseData.metrics.map((metric) => ({ min: 1, max: 1, ...metric })),
      },
    },
  }));
  expect(bodies(requests)).toEqual([expected]);
  const [request] = requests;
  expect({ method: request?.method, url: request?.url }).toEqual({
    method: exporterRequest.method,
    url: `${resource.endpoint}${exporterRequest.path}`,
  });
  expect(request?.headers.toJSON()).toMatchObject({
    ...exporterRequest.headers,
    authorization: `Bearer ${token}`,
  });
  expect(scopes).toEqual(['https://monitor.azure.com/.default']);
});

test('where local authentication is allowed no token is asked for', async () => {
  const { metrics, requests, scopes, flush } = sending([], { withToken: false });
  metrics.record('auditor.sweep.age', 60, {});
  await flush();
  expect(requests[0]?.headers.get('authorization')).toBeUndefined();
  expect(scopes).toEqual([]);
});

test('with nothing to tell, nothing is sent', async () => {
  const { metrics, requests, flush } = sending([]);
  await flush();
  metrics.record('auditor.sweep.age', 60, {});
  await flush();
  await flush();
  expect(requests).toHaveLength(1);
});

test('what is no number is left out, and costs nothing else', async () => {
  const { metrics, requests, flush } = sending([]);
  metrics.record('auditor.sweep.age', Number.NaN, {});
  metrics.record('auditor.queue.givenUp', 1, { queue: 'deliver' });
  await flush();
  expect(requests.map(namesIn)).toEqual([['auditor.queue.givenUp']]);
});

test('invocations that end together send one after the other, and none ends before what it recorded is sent', async () => {
  const { metrics, requests, flush } = sending([]);
  metrics.record('auditor.sweep.age', 60, {});
  const first = flush();
  metrics.record('auditor.queue.givenUp', 1, { queue: 'deliver' });
  await Promise.all([first, flush()]);
  expect(requests.flatMap(namesIn)).toEqual(['auditor.sweep.age', 'auditor.queue.givenUp']);
});

test.each<[string, Answer, string]>([
  ['it is down', { status: 503 }, 'Application Insights answers 503.'],
  [
    'the role is missing',
    { status: 403 },
    'Application Insights answers 403. Give the identity of the app the role Monitoring Metrics Publisher on the Application Insights resource.',
  ],
  ['it cannot be reached', new Error('getaddrinfo ENOTFOUND x'), 'getaddrinfo ENOTFOUND x'],
  ['it does not answer', 'never', 'Application Insights did not answer in time.'],
])(
  'when %s: said once, kept for the next try after a minute, and nobody waits meanwhile',
  async (_name, answer, problem) => {
    const { metrics, requests, lines, clock, flush } = sending([answer, answer, accepted]);
    metrics.record('auditor.sweep.closed', 1, { sweepId: 's', complete: 'true' });
    await flush();
    expect(lines).toEqual([['Metrics were not accepted', { problem, kept: 1 }]]);
    await flush();
    expect(requests).toHaveLength(1);

    clock.milliseconds += 60_000;
    metrics.record('auditor.sweep.age', 60, {});
    await flush();
    clock.milliseconds += 60_000;
    await flush();
    expect(requests.map(namesIn)).toEqual([
      ['auditor.sweep.closed'],
      ['auditor.sweep.closed', 'auditor.sweep.age'],
      ['auditor.sweep.closed', 'auditor.sweep.age'],
    ]);
    expect(lines).toHaveLength(1);
  },
);

test('what can never be taken is not sent again', async () => {
  const { metrics, requests, lines, clock, flush } = sending([{ status: 400 }]);
  metrics.record('auditor.sweep.age', 60, {});
  await flush();
  clock.milliseconds += 60_000;
  await flush();
  expect(requests).toHaveLength(1);
  expect(lines).toEqual([
    ['Metrics were not accepted', { problem: 'Application Insights answers 400.', kept: 0 }],
  ]);
});

test('of those that are taken in part, only what may heal is sent again', async () => {
  const errors = [
    { index: 0, statusCode: 400, message: 'Field is too long.' },
    { index: 2, statusCode: 429, message: 'Slow down.' },
  ];
  const { metrics, requests, lines, clock, flush } = sending([
    { status: 206, body: JSON.stringify({ itemsReceived: 3, itemsAccepted: 1, errors }) },
  ]);
  metrics.record('auditor.sweep.age', 60, {});
  metrics.record('auditor.sweep.planned', 3, { sweepId: 's' });
  metrics.record('auditor.sweep.planFailed', 1, { sweepId: 's' });
  await flush();
  clock.milliseconds += 60_000;
  await flush();
  expect(requests.map(namesIn)).toEqual([
    ['auditor.sweep.age', 'auditor.sweep.planned', 'auditor.sweep.planFailed'],
    ['auditor.sweep.planFailed'],
  ]);
  expect(lines).toEqual([
    [
      'Metrics were not accepted',
      { problem: 'Application Insights took some metrics only: 400 Field is too long.', kept: 1 },
    ],
  ]);
});

test('an outage of a day does not fill the memory', async () => {
  const { metrics, requests, clock, flush } = sending(Array.from({ length: 30 }, () => ({ status: 503 })));
  for (let round = 0; round < 30; round++) {
    for (let index = 0; index < 30; index++) {
      metrics.record('auditor.sweep.planned', 1, { sweepId: `${round} ${index}` });
    }
    await flush();
    clock.milliseconds += 60_000;
  }
  await flush();
  expect(namesIn(requests.at(-1) ?? {})).toHaveLength(500);
});
