import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createArm } from '../../src/azure/arm.ts';
import { listAll } from '../../src/azure/arm-list.ts';
import { type Reply, failureOf, patient, startAzure } from './fake-azure.ts';

const subscription = '11111111-1111-4111-8111-111111111111';
const path = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.X/things/t?api-version=1`;
const request = (): Parameters<ReturnType<typeof createArm>['send']>[0] => ({
  path,
  what: 'the thing t',
  role: 'Reader',
  signal: patient(),
});
const thing = z.object({ name: z.string() });

describe('a request', () => {
  test('carries a token for Resource Manager and names the product', async () => {
    const azure = await startAzure(() => ({ body: { name: 't' } }));
    expect(await createArm(azure.connection).ask(request(), thing)).toEqual({ name: 't' });
    expect(azure.asked).toMatchObject([
      {
        method: 'GET',
        host: 'management.azure.com',
        path,
        headers: {
          authorization: 'Bearer token for https://management.azure.com/.default',
        },
      },
    ]);
    expect(azure.asked[0]?.headers['user-agent']).toMatch(/^aks-fleet-auditor\//u);
  });

  test('goes to the endpoint and audience of the cloud', async () => {
    const { azureClouds } = await import('../../src/azure/environment.ts');
    const azure = await startAzure(() => ({ body: { name: 't' } }), {
      environment: azureClouds.usGovernment,
    });
    await createArm(azure.connection).ask(request(), thing);
    expect(azure.asked).toMatchObject([
      {
        host: 'management.usgovcloudapi.net',
        headers: { authorization: 'Bearer token for https://management.usgovcloudapi.net/.default' },
      },
    ]);
  });
});

describe('a refusal says what it means', () => {
  const action = 'Microsoft.X/things/read';
  const cases: readonly [string, Reply, object][] = [
    [
      '403 names the missing action, the role and the scope',
      {
        status: 403,
        body: {
          error: {
            code: 'AuthorizationFailed',
            message: `The client 'c' with object id 'o' does not have authorization to perform action '${action}' over scope '/subscriptions/s/x' or the scope is invalid.`,
          },
        },
      },
      {
        reason: 'forbidden',
        detail: `The auditor may not read the thing t (403): The client 'c' with object id 'o' does not have authorization to perform action '${action}' over scope '/subscriptions/s/x' or the scope is invalid.`,
        remedy: `Assign the role Reader, which has the action ${action}, to the identity of the auditor at /subscriptions/s/x.`,
      },
    ],
    [
      '403 without words still names role and scope',
      { status: 403, body: '<html>blocked</html>' },
      {
        reason: 'forbidden',
        detail: 'The auditor may not read the thing t (403).',
        remedy: `Assign the role Reader to the identity of the auditor at ${path.split('?')[0]}.`,
      },
    ],
    [
      '401',
      { status: 401, body: { error: { code: 'InvalidAuthenticationTokenTenant', message: 'wrong issuer' } } },
      {
        reason: 'forbidden',
        detail:
          'Azure Resource Manager does not accept the token of the auditor for the thing t (401): wrong issuer.',
        remedy:
          'Check that the identity of the auditor belongs to the tenant of the subscription, and that the cloud is the right one.',
      },
    ],
    [
      '404',
      { status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } },
      {
        reason: 'notCollected',
        detail: 'Azure Resource Manager does not know the thing t (404): gone.',
        remedy: 'Check whether it was deleted or moved; the next sweep asks again.',
      },
    ],
    [
      '400 with nested errors quotes the innermost',
      {
        status: 400,
        body: {
          error: {
            code: 'BadRequest',
            message: 'Please provide below info when asking for support',
            details: [{ code: 'InvalidQuery', message: 'Query is invalid.' }],
          },
        },
      },
      {
        reason: 'invalid',
        detail: 'Azure Resource Manager does not accept the request for the thing t (400): Query is invalid.',
        remedy: 'Check the endpoint and the cloud in the settings; this may also be a fault of the auditor.',
      },
    ],
    [
      '504',
      { status: 504, body: { error: { code: 'GatewayTimeout', message: '' } } },
      {
        reason: 'timeout',
        detail: 'Azure Resource Manager gave up on the thing t (504).',
        remedy: 'The next sweep asks again; if it stays so, look at Azure Service Health.',
      },
    ],
    [
      'a redirect is not followed',
      { status: 302, headers: { location: 'https://elsewhere.example/' } },
      {
        reason: 'invalid',
        detail: 'Azure Resource Manager does not accept the request for the thing t (302).',
        remedy: 'Check the endpoint and the cloud in the settings; this may also be a fault of the auditor.',
      },
    ],
    [
      'an empty 200 is no answer',
      { status: 200 },
      {
        reason: 'invalid',
        detail:
          'The answer of Azure Resource Manager about the thing t is not as expected at "": Invalid input: expected object, received null.',
        remedy:
          'Check that the endpoint in the settings is the service itself; this may also be a change of the service.',
      },
    ],
    [
      'an answer of another shape names the field',
      { body: { name: 5 } },
      {
        reason: 'invalid',
        detail:
          'The answer of Azure Resource Manager about the thing t is not as expected at "name": Invalid input: expected string, received number.',
        remedy:
          'Check that the endpoint in the settings is the service itself; this may also be a change of the service.',
      },
    ],
    [
      'a page of a proxy',
      { body: '<html>Welcome</html>' },
      {
        reason: 'invalid',
        detail:
          'The answer of Azure Resource Manager about the thing t is no JSON: it starts "<html>Welcome</html>".',
        remedy:
          'Check that the endpoint in the settings is the service itself and no proxy that answers for it.',
      },
    ],
  ];

  test.each(cases)('%s', async (_, reply, expected) => {
    const azure = await startAzure(() => reply);
    expect(await failureOf(createArm(azure.connection).ask(request(), thing))).toEqual(expected);
    expect(azure.asked).toHaveLength(1);
  });
});

describe('patience', () => {
  const busy = (seconds: string): Reply => ({
    status: 429,
    headers: { 'retry-after': seconds },
    body: { error: { code: 'TooManyRequests', message: 'slow down' } },
  });

  test('waits as long as Retry-After says and asks again', async () => {
    const azure = await startAzure((_, number) => (number === 1 ? busy('7') : { body: { name: 't' } }));
    expect(await createArm(azure.connection).ask(request(), thing)).toEqual({ name: 't' });
    expect(azure.waits).toEqual([7000]);
  });

  test('gives up after three attempts: throttled', async () => {
    const azure = await startAzure(() => busy('1'));
    expect(await failureOf(createArm(azure.connection).ask(request(), thing))).toEqual({
      reason: 'throttled',
      detail: 'Azure Resource Manager throttles the auditor at the thing t (429): slow down.',
      remedy:
        'Look for others that use the same identity or subscription heavily, or audit less often; the next sweep asks again.',
    });
    expect(azure.asked).toHaveLength(3);
  });

  test('does not wait for an hour', async () => {
    const azure = await startAzure(() => busy('3600'));
    expect(await failureOf(createArm(azure.connection).ask(request(), thing))).toMatchObject({
      reason: 'throttled',
    });
    expect([azure.asked.length, azure.waits]).toEqual([1, []]);
  });

  test.each([[500], [502], [503]])('a %i may heal', async (status) => {
    const azure = await startAzure((_, number) => (number < 3 ? { status } : { body: { name: 't' } }));
    expect(await createArm(azure.connection).ask(request(), thing)).toEqual({ name: 't' });
    expect(azure.waits).toEqual([1000, 2000]);
  });

  test('a cut connection may heal', async () => {
    const azure = await startAzure((_, number) => (number === 1 ? { cut: true } : { body: { name: 't' } }));
    expect(await createArm(azure.connection).ask(request(), thing)).toEqual({ name: 't' });
  });

  test('a connection that is always cut is unreachable', async () => {
    const azure = await startAzure(() => ({ cut: true }));
    expect(await failureOf(createArm(azure.connection).ask(request(), thing))).toEqual({
      reason: 'unreachable',
      detail: 'Azure Resource Manager cannot be reached for the thing t (reset: ECONNRESET).',
      remedy:
        'Check DNS, routes, firewall and proxy between the auditor and Azure, and the endpoint in the settings.',
    });
  });

  test('a command on a node is not sent twice after it may have started', async () => {
    const azure = await startAzure(() => ({ status: 500 }));
    const command = {
      ...request(),
      method: 'POST' as const,
      path: '/subscriptions/s/x/runCommand?api-version=1',
      body: {},
    };
    expect(await failureOf(createArm(azure.connection).send(command))).toMatchObject({
      reason: 'unreachable',
    });
    expect(azure.asked).toHaveLength(1);
  });

  test('an aborted request is a timeout', async () => {
    const over = new AbortController();
    const azure = await startAzure(async () => {
      over.abort();
      return { body: { name: 't' } };
    });
    expect(
      await failureOf(createArm(azure.connection).ask({ ...request(), signal: over.signal }, thing)),
    ).toMatchObject({
      reason: 'timeout',
      detail: 'The time for the thing t was over before Azure Resource Manager answered.',
    });
  });

  test('the quota of Resource Graph is waited for by the next request', async () => {
    const azure = await startAzure(() => ({
      headers: { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:00:03' },
      body: { name: 't' },
    }));
    const arm = createArm(azure.connection);
    await arm.ask(request(), thing);
    await arm.ask(request(), thing);
    expect(azure.waits).toEqual([3000]);
  });

  test('at most ten reads of a subscription at a time, at its rate', async () => {
    const azure = await startAzure(() => ({ body: { name: 't' } }));
    const arm = createArm(azure.connection);
    await Promise.all(Array.from({ length: 150 }, () => arm.ask(request(), thing)));
    expect(azure.peak()).toBeLessThanOrEqual(10);
    // The burst is 125; the other 25 take a second.
    expect(azure.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(1000);
  });
});

describe('no token', () => {
  test('says why and what to do, in one line', async () => {
    const azure = await startAzure(() => ({}), {
      credential: { getToken: () => Promise.reject(new Error('Please run az login.\nsecond line')) },
    });
    expect(await failureOf(createArm(azure.connection).ask(request(), thing))).toEqual({
      reason: 'forbidden',
      detail:
        'Microsoft Entra ID gives the auditor no token for https://management.azure.com: Please run az login.',
      remedy:
        'Sign in (az login), or give the auditor a managed identity, and check the tenant and the authority host.',
    });
    expect(azure.asked).toEqual([]);
  });

  test('a credential that gives nothing', async () => {
    const azure = await startAzure(() => ({}), { credential: { getToken: () => Promise.resolve(null) } });
    expect(await failureOf(createArm(azure.connection).ask(request(), thing))).toMatchObject({
      reason: 'forbidden',
    });
  });
});

describe('a list', () => {
  const page = (name: string, nextLink?: string): Reply => ({ body: { value: [{ name }], nextLink } });

  test('is read to its end', async () => {
    const azure = await startAzure(({ path }) =>
      path.endsWith('page=2') ? page('b') : page('a', `https://management.azure.com${path}&page=2`),
    );
    expect(await listAll(createArm(azure.connection), request(), thing)).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
  });

  test('does not follow a link to another host', async () => {
    const azure = await startAzure(() => page('a', 'https://management.azure.com.example/page2'));
    expect(await failureOf(listAll(createArm(azure.connection), request(), thing))).toMatchObject({
      reason: 'invalid',
      detail:
        'Azure Resource Manager answers about the thing t with a link to another host, which the auditor does not follow.',
    });
    expect(azure.asked).toHaveLength(1);
  });

  test('that does not end is truncated, not short', async () => {
    const azure = await startAzure(({ path }) => page('a', path));
    expect(await failureOf(listAll(createArm(azure.connection), request(), thing, 3))).toMatchObject({
      reason: 'truncated',
      detail: 'The list of the thing t has more than 3 pages of Azure Resource Manager; the rest is unread.',
    });
    expect(azure.asked).toHaveLength(3);
  });
});
