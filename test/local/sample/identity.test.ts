/** Tokens as an app in Azure gets them, by the library that the product uses. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { subscriptions, tenantId } from '../../../local/sample/estate.ts';
import { startSample } from '../../../local/sample/index.ts';
import type { Sample } from '../../../local/sample/index.ts';
import { healthy } from '../../../local/sample/stories/healthy.ts';
import { anyOf, matching } from '../../support/matchers.ts';
import { sampleIdentity } from '../../support/sample-connection.ts';

let directory: string;
let sample: Sample;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sample-'));
  sample = await startSample({ directory, stories: [healthy] });
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await sample.stop();
  await rm(directory, { recursive: true });
});

const armScope = 'https://management.azure.com/.default';
const aksScope = '6dae42f8-4368-4678-94ff-3960e28e3630/.default';

test('DefaultAzureCredential gives the one token for every scope and tenant, and keeps it', async () => {
  const credential = sampleIdentity(sample);
  const before = sample.requests().identity?.total ?? 0;
  const tokens = [
    await credential.getToken(armScope),
    await credential.getToken(aksScope),
    await credential.getToken(aksScope, { tenantId }),
  ];
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
  expect(tokens[0]?.token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{32}$/);
  for (const { expiresOnTimestamp } of tokens) {
    expect(expiresOnTimestamp - Date.now()).toBeGreaterThan(23 * 3_600_000);
  }
  expect(sample.requests().identity).toEqual({ total: before + 2, peak: 1 });
});

test('the token opens the services', async () => {
  const { token } = await sampleIdentity(sample).getToken(armScope);
  const agent = new Agent({ connect: { ca: sample.authority } });
  try {
    const { statusCode, body } = await request(
      `${sample.settings['AZURE_ARM_ENDPOINT']}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`,
      {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ subscriptions: [subscriptions.payments.id], query: 'resources | count' }),
      },
    );
    expect({ statusCode, body: await body.json() }).toMatchObject({ statusCode: 200, body: { count: 1 } });
  } finally {
    await agent.close();
  }
});

test('an answer has the words and the texts of the real one', async () => {
  const resource = 'https://management.azure.com';
  expect(await ask(`?api-version=2019-08-01&resource=${resource}`)).toEqual({
    status: 200,
    body: { access_token: anyOf(String), expires_on: matching(/^\d{10}$/), resource, token_type: 'Bearer' },
  });
});

test.each([
  ['without the header', '?api-version=2019-08-01&resource=x', {}, 401],
  ['with another header', '?api-version=2019-08-01&resource=x', { 'x-identity-header': 'other' }, 401],
  ['without a resource', '?api-version=2019-08-01', undefined, 400],
  ['without a version', '?resource=x', undefined, 400],
  ['with another version', '?api-version=2017-09-01&resource=x', undefined, 400],
])('%s there is no token', async (_, search, headers, status) => {
  expect(await ask(search, headers)).toEqual({
    status,
    body: { statusCode: status, message: anyOf(String), correlationId: anyOf(String) },
  });
});

async function ask(search: string, headers: Record<string, string> = known()): Promise<object> {
  const { statusCode, body } = await request(`${sample.settings['IDENTITY_ENDPOINT']}${search}`, { headers });
  return { status: statusCode, body: await body.json() };
}

function known(): Record<string, string> {
  return { 'x-identity-header': sample.settings['IDENTITY_HEADER'] ?? '' };
}
