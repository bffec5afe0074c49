/** The storage emulator, and every request that is sent to it, by who sends it. */
import type { TableClient } from '@azure/data-tables';
import { QueueServiceClient, StorageSharedKeyCredential, newPipeline } from '@azure/storage-queue';
import { startAzurite } from '../local/azurite.ts';
import { storageAccount } from '../src/store/storage-account.ts';
import { counted } from './counted-table.ts';

export interface StorageRequests {
  /** Of the product to tables. */
  readonly tables: number;
  /** Of the product to queues. */
  readonly sends: number;
  /** Of the host to queues: messages taken and deleted. Looking into an empty queue is left out. */
  readonly settles: number;
}

export interface CountedStorage {
  table(name: string): Promise<TableClient>;
  /** For what the product sends. */
  readonly queues: QueueServiceClient;
  /** For what the Functions host does. */
  readonly hostQueues: QueueServiceClient;
  /** A client that is not counted, for looking at what was stored. */
  uncounted(table: string): Promise<TableClient>;
  /** Since this was asked last. */
  requests(): StorageRequests;
  stop(): Promise<void>;
}

/** What a policy sees of a request; the library has no shorter name for it. */
interface Seen {
  readonly method: string;
  readonly body: string;
}

export async function countedStorage(): Promise<CountedStorage> {
  const azurite = await startAzurite({ directory: null, logFile: null });
  const account = storageAccount({ connectionString: azurite.connectionString });
  let [tables, sends, settles] = [0, 0, 0];
  return {
    table: async (name) => counted(await account.table(name), () => (tables += 1)),
    uncounted: (name) => account.table(name),
    queues: queueService(azurite.connectionString, () => (sends += 1)),
    hostQueues: queueService(azurite.connectionString, (seen) => {
      if (isSettling(seen)) settles += 1;
    }),
    requests() {
      const since = { tables, sends, settles };
      [tables, sends, settles] = [0, 0, 0];
      return since;
    },
    stop: () => azurite.stop(),
  };
}

function isSettling({ method, body }: Seen): boolean {
  return method === 'DELETE' || (method === 'GET' && body.includes('<QueueMessage>'));
}

function queueService(connectionString: string, count: (seen: Seen) => void): QueueServiceClient {
  const part = (name: string): string =>
    new RegExp(`(?:^|;)${name}=([^;]+)`).exec(connectionString)?.[1] ?? '';
  const pipeline = newPipeline(new StorageSharedKeyCredential(part('AccountName'), part('AccountKey')));
  // Last: each try of a request comes by here.
  pipeline.factories.push({
    create: (next) => ({
      async sendRequest(request) {
        const response = await next.sendRequest(request);
        count({ method: request.method, body: response.bodyAsText ?? '' });
        return response;
      },
    }),
  });
  return new QueueServiceClient(part('QueueEndpoint'), pipeline);
}
