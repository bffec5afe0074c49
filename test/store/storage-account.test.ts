import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/shared/errors.ts';
import { storageAccount } from '../../src/store/storage-account.ts';
import { StorageRefused, StorageUnavailable, atStorage } from '../../src/store/storage-error.ts';
import { rowsOf } from '../../src/store/table/rows.ts';
import { testStorage } from '../support/azurite.ts';

const storage = testStorage();
const key = 'c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==';

describe('storageAccount', () => {
  it('answers a ping when both services do', async () => {
    await expect(storage.account().ping()).resolves.toBeUndefined();
  });

  it.each(['', 'garbage', `AccountName=a;AccountKey=${key}`, `SharedAccessSignature=${key}`])(
    'refuses the connection string %j by the name of the setting, and does not repeat it',
    (connectionString) => {
      const opening = () => storageAccount({ connectionString });
      expect(opening).toThrow(UsageError);
      expect(opening).toThrow(/^AzureWebJobsStorage is not a connection string/);
      expect(opening).not.toThrow(key);
    },
  );

  it('says that the storage does not answer, what to do, and no secret', async () => {
    const error = await failureOf(accountAt(await closedPort()).ping());
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(error.message).toMatch(
      /^The storage account does not answer for (tables|queues) \(ECONNREFUSED\)\. Check the address in AzureWebJobsStorage/,
    );
    expect(everythingIn(error)).not.toContain(key);
  });

  it('does not wait long for a storage that takes the call and says nothing', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo;
    const error = await failureOf(accountAt(port).ping(50));
    server.closeAllConnections();
    server.close();
    expect(error.message).toMatch(/^The storage account does not answer for (tables|queues) \(AbortError\)/);
  });

  it('says which roles are missing when the storage refuses', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end('{"odata.error":{"code":"AuthorizationPermissionMismatch","message":{"value":"no"}}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo;
    const rows = rowsOf('Sweeps', (name) => accountAt(port).table(name));
    const error = await failureOf(rows.get('a', 'b'));
    server.close();
    expect(error.message).toBe(
      'The storage account refuses access to table Sweeps (403 AuthorizationPermissionMismatch). ' +
        'Give the identity the roles Storage Table Data Contributor and Storage Queue Data Contributor, ' +
        'or correct the key in the connection string, and allow this network in its firewall.',
    );
    expect(everythingIn(error)).not.toContain(key);
  });
});

describe('atStorage', () => {
  it.each([
    [{ statusCode: 503, code: 'ServerBusy' }, /fails or throttles for table T \(503 ServerBusy\)/],
    [{ statusCode: 429 }, /fails or throttles for table T \(429 Error\)/],
    [{ code: 'ENOTFOUND' }, /does not answer for table T \(ENOTFOUND\)/],
    [{ code: 'CERT_HAS_EXPIRED' }, /does not answer for table T \(CERT_HAS_EXPIRED\)/],
    [{ name: 'AbortError' }, /does not answer for table T \(AbortError\)/],
    [{ name: 'CredentialUnavailableError' }, /no identity to reach table T.*AzureWebJobsStorage__clientId/],
  ])('explains %j', async (fields, message) => {
    const error = await failureOf(
      atStorage('table T', () => Promise.reject(Object.assign(new Error('x'), fields))),
    );
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(error.message).toMatch(message);
  });

  it('says what the storage answered when it refuses, and keeps status and code', async () => {
    const thrown = Object.assign(new Error('{"odata.error":…}'), { statusCode: 404, code: 'TableNotFound' });
    expect(await failureOf(atStorage('table T', () => Promise.reject(thrown)))).toEqual(
      new StorageRefused('table T', 404, 'TableNotFound'),
    );
  });

  it('passes on what is no answer of the storage', async () => {
    const thrown = new Error('a fault of ours');
    expect(await failureOf(atStorage('table T', () => Promise.reject(thrown)))).toBe(thrown);
  });
});

function accountAt(port: number) {
  const endpoint = (service: string) => `${service}Endpoint=http://127.0.0.1:${port}/account;`;
  return storageAccount({
    connectionString: `DefaultEndpointsProtocol=http;AccountName=account;AccountKey=${key};${endpoint('Table')}${endpoint('Queue')}`,
  });
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It did not fail.');
}

function everythingIn(error: Error): string {
  return inspect(error, { depth: 10, showHidden: true });
}

/** A port on which nothing listens: it was ours a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
