/** A storage account that is tried: what is wrong is named by its service and step, and nothing stays behind. */
import { generateAccountSas, TableServiceClient, AzureNamedKeyCredential } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Azurite, startAzurite } from '../../local/azurite.ts';
import { tryStorage } from '../../src/doctor/try-storage.ts';

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite({ directory: null, logFile: null });
});
afterAll(() => azurite.stop());

function part(name: string): string {
  return new RegExp(`(?:^|;)${name}=([^;]+)`, 'u').exec(azurite.connectionString)?.[1] ?? '';
}

/** What the emulator gives to whoever has this signature. */
function signed(permissions: Parameters<typeof generateAccountSas>[1]): string {
  const key = new AzureNamedKeyCredential(part('AccountName'), part('AccountKey'));
  const signature = generateAccountSas(key, permissions);
  return `TableEndpoint=${part('TableEndpoint')};QueueEndpoint=${part('QueueEndpoint')};SharedAccessSignature=${signature}`;
}

async function failures(connectionString: string) {
  const trials = await tryStorage({ connectionString });
  return trials.map(
    ({ service, failed }) =>
      `${service}: ${failed === null ? 'well' : `${failed.step}: ${failed.detail} ${failed.remedy}`}`,
  );
}

test('an account that can be used: all steps are done, and table and queue are gone again', async () => {
  expect(await failures(azurite.connectionString)).toEqual(['tables: well', 'queues: well']);

  const tables = TableServiceClient.fromConnectionString(azurite.connectionString, {
    allowInsecureConnection: true,
  });
  const queues = QueueServiceClient.fromConnectionString(azurite.connectionString);
  expect(await tables.listTables().next()).toMatchObject({ done: true });
  expect(await queues.listQueues().next()).toMatchObject({ done: true });
});

test('a wrong key is refused, and is not shown', async () => {
  const key = Buffer.from('another key').toString('base64');
  const [tables, queues] = await failures(azurite.connectionString.replace(part('AccountKey'), key));

  expect(tables).toMatch(
    /^tables: create: The storage account refuses access to tables \(403 .*correct the key/u,
  );
  expect(queues).toMatch(/^queues: create: The storage account refuses access to queues \(403 /u);
  expect(`${tables}${queues}`).not.toContain(key);
});

test('a port that nobody listens at', async () => {
  const closed = azurite.connectionString.replaceAll(/127\.0\.0\.1:\d+/gu, '127.0.0.1:1');

  for (const failure of await failures(closed))
    expect(failure).toMatch(/create: The storage account does not answer/u);
});

test('a signature that may only read', async () => {
  const readOnly = signed({
    services: { table: true, queue: true },
    permissions: { query: true, list: true },
  });

  for (const failure of await failures(readOnly)) expect(failure).toMatch(/create: .*\(403 /u);
});

test('a signature for tables alone', async () => {
  const tablesAlone = signed({
    services: { table: true },
    permissions: { query: true, list: true, add: true, update: true, write: true, delete: true },
  });

  const [tables, queues] = await failures(tablesAlone);

  expect(tables).toBe('tables: well');
  expect(queues).toMatch(/^queues: create: .*\(403 /u);
});
