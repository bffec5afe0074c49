import type { TableClient, TableServiceClientOptions } from '@azure/data-tables';
import type { QueueClient } from '@azure/storage-queue';
import { appCredential } from '../azure/app-credential.ts';
import { UsageError } from '../shared/errors.ts';
import { atStorage } from './storage-error.ts';

/** A readiness probe that takes longer than this has its answer. */
const pingTimeoutMs = 3000;
/** A probe tells what it met; whoever probes asks again. Everything else has the retries of the SDKs. */
const tableProbe = { retryOptions: { maxRetries: 0 } };
const queueProbe = { retryOptions: { maxTries: 1 } };

/** A connection string (emulator, shared key), or the services' addresses for an Entra identity. */
export type StorageSettings =
  | { readonly connectionString: string }
  | {
      readonly queueServiceUri: string;
      readonly tableServiceUri: string;
      /** Client id of a user-assigned identity. */
      readonly clientId?: string;
    };

export interface StorageAccount {
  table(name: string): Promise<TableClient>;
  queue(name: string): Promise<QueueClient>;
  /** Asks both services for something small. Throws `StorageUnavailable` when one does not answer in time. */
  ping(timeoutMs?: number): Promise<void>;
}

/**
 * The clients of a storage account. The SDKs are loaded by the first who needs them: together they take longer to load
 * than the rest of the app. Throws `UsageError` for a connection string that cannot be one.
 */
export function storageAccount(
  settings: StorageSettings,
  patience: Patience = usualPatience,
): StorageAccount {
  return 'connectionString' in settings
    ? accountByConnectionString(settings.connectionString, patience)
    : accountByIdentity(settings, patience);
}

/** How long a storage account that takes a call and says nothing is waited for. */
interface Patience {
  readonly tryMs: number;
  readonly retries: number;
}

// The largest page takes a second; somebody may be waiting for a page of ours, so all tries end within a minute.
const usualPatience: Patience = { tryMs: 10_000, retries: 3 };

function accountByConnectionString(connectionString: string, patience: Patience): StorageAccount {
  requireConnectionString(connectionString);
  const tableOptions = {
    ...tablePatience(patience),
    allowInsecureConnection: isEmulator(connectionString),
  };

  return {
    async table(name) {
      const { TableClient } = await import('@azure/data-tables');
      return TableClient.fromConnectionString(connectionString, name, tableOptions);
    },
    async queue(name) {
      const { QueueClient } = await import('@azure/storage-queue');
      return new QueueClient(connectionString, name, queuePatience(patience));
    },
    async ping(timeoutMs = pingTimeoutMs) {
      const [{ TableServiceClient }, { QueueServiceClient }] = await services();
      await pingBoth(
        TableServiceClient.fromConnectionString(connectionString, { ...tableOptions, ...tableProbe }),
        QueueServiceClient.fromConnectionString(connectionString, queueProbe),
        timeoutMs,
      );
    },
  };
}

function accountByIdentity(
  settings: Exclude<StorageSettings, { connectionString: string }>,
  patience: Patience,
): StorageAccount {
  const { tableServiceUri, queueServiceUri, clientId } = settings;
  const credential = appCredential(clientId ?? null);

  return {
    async table(name) {
      const { TableClient } = await import('@azure/data-tables');
      return new TableClient(tableServiceUri, name, credential, tablePatience(patience));
    },
    async queue(name) {
      const { QueueClient } = await import('@azure/storage-queue');
      const url = `${queueServiceUri.replace(/\/+$/, '')}/${name}`;
      return new QueueClient(url, credential, queuePatience(patience));
    },
    async ping(timeoutMs = pingTimeoutMs) {
      const [{ TableServiceClient }, { QueueServiceClient }] = await services();
      await pingBoth(
        new TableServiceClient(tableServiceUri, credential, tableProbe),
        new QueueServiceClient(queueServiceUri, credential, queueProbe),
        timeoutMs,
      );
    },
  };
}

/** The tables' client has no time limit of its own: a policy gives one to each try. */
function tablePatience({ tryMs, retries }: Patience): TableServiceClientOptions {
  return {
    retryOptions: { maxRetries: retries },
    additionalPolicies: [
      {
        position: 'perRetry',
        policy: {
          name: 'time-limit',
          sendRequest: (request, next) => {
            if (request.timeout === 0) request.timeout = tryMs;
            return next(request);
          },
        },
      },
    ],
  };
}

/** No limit to a try here: who sends a message gives one to all tries together. */
function queuePatience({ retries }: Patience) {
  return { retryOptions: { maxTries: retries + 1 } };
}

function services() {
  return Promise.all([import('@azure/data-tables'), import('@azure/storage-queue')]);
}

interface Pageable {
  byPage(settings: { readonly maxPageSize: number }): AsyncIterator<unknown>;
}

async function pingBoth(
  tables: { listTables(options: { abortSignal: AbortSignal }): Pageable },
  queues: { listQueues(options: { abortSignal: AbortSignal }): Pageable },
  timeoutMs: number,
): Promise<void> {
  const abortSignal = AbortSignal.timeout(timeoutMs);
  const page = { maxPageSize: 1 };
  await Promise.all([
    atStorage('tables', () => tables.listTables({ abortSignal }).byPage(page).next()),
    atStorage('queues', () => queues.listQueues({ abortSignal }).byPage(page).next()),
  ]);
}

/** The text is a secret, so the problem does not repeat it. */
function requireConnectionString(text: string): void {
  const has = (name: string): boolean => new RegExp(`(?:^|;)\\s*${name}=[^;]+`, 'i').test(text);
  const byKey = has('AccountName') && has('AccountKey') && has('DefaultEndpointsProtocol');
  const bySignature = has('SharedAccessSignature') && has('TableEndpoint') && has('QueueEndpoint');
  if (isDevelopmentStorage(text) || byKey || bySignature) return;
  throw new UsageError([
    'AzureWebJobsStorage is not a connection string of a storage account. Expected UseDevelopmentStorage=true, or ' +
      'DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net.',
  ]);
}

/** Only an emulator is spoken to over http. */
function isEmulator(text: string): boolean {
  return isDevelopmentStorage(text) || /(?:^|;)\s*TableEndpoint=http:/i.test(text);
}

function isDevelopmentStorage(text: string): boolean {
  return /(?:^|;)\s*UseDevelopmentStorage=true/i.test(text);
}
