/** Whether the app could work with a storage account: in a table and a queue of this trial alone, which are removed again. */
import { randomBytes } from 'node:crypto';
import { type StorageSettings, storageAccount } from '../store/storage-account.ts';
import { StorageRefused, StorageUnavailable, atStorage } from '../store/storage-error.ts';

export interface StorageTrial {
  readonly service: 'tables' | 'queues';
  /** How far it got: the step that failed, and why; null when all went well. */
  readonly failed: ({ readonly step: Step } & Why) | null;
}

interface Why {
  readonly detail: string;
  readonly remedy: string;
}

type Step = 'create' | 'write' | 'read' | 'delete';

/** One try: who asks the doctor can ask again. */
const patience = { tryMs: 10_000, retries: 0 };

/** Throws `UsageError` for settings that name no storage account. */
export function tryStorage(settings: StorageSettings): Promise<readonly StorageTrial[]> {
  const account = storageAccount(settings, patience);
  const mark = randomBytes(6).toString('hex');
  return Promise.all([
    trial('tables', async (at) => {
      const table = await account.table(`Doctor${mark}`);
      const keys = ['doctor', mark] as const;
      const abortSignal = AbortSignal.timeout(patience.tryMs * 4);
      await at('create', () => table.createTable({ abortSignal }));
      try {
        await at('write', () =>
          table.upsertEntity({ partitionKey: keys[0], rowKey: keys[1] }, 'Replace', { abortSignal }),
        );
        await at('read', () => table.getEntity(...keys, { abortSignal }));
        await at('delete', () => table.deleteEntity(...keys, { abortSignal }));
      } finally {
        await table.deleteTable({ abortSignal }).catch(leftBehind);
      }
    }),
    trial('queues', async (at) => {
      const queue = await account.queue(`doctor-${mark}`);
      const abortSignal = AbortSignal.timeout(patience.tryMs * 4);
      await at('create', () => queue.create({ abortSignal }));
      try {
        await at('write', () => queue.sendMessage('doctor', { abortSignal }));
        const [message] = await at('read', async () => {
          const { receivedMessageItems } = await queue.receiveMessages({ abortSignal });
          return receivedMessageItems;
        });
        await at('delete', async () => {
          if (message !== undefined)
            await queue.deleteMessage(message.messageId, message.popReceipt, { abortSignal });
        });
      } finally {
        await queue.delete({ abortSignal }).catch(leftBehind);
      }
    }),
  ]);
}

type At = <T>(step: Step, act: () => Promise<T>) => Promise<T>;

async function trial(
  service: StorageTrial['service'],
  run: (at: At) => Promise<void>,
): Promise<StorageTrial> {
  let step: Step = 'create';
  const at: At = (next, act) => {
    step = next;
    return atStorage(service, act);
  };
  try {
    await run(at);
    return { service, failed: null };
  } catch (error) {
    return { service, failed: { step, ...whyOf(error) } };
  }
}

/** Only these are made to be shown: others may hold a signature. */
function whyOf(error: unknown): Why {
  if (error instanceof StorageUnavailable) {
    return { detail: error.message.replace(error.remedy, '').trim(), remedy: error.remedy };
  }
  if (error instanceof StorageRefused) return { detail: error.message, remedy: lookAtAccount };
  const name = error instanceof Error ? error.name : 'unknown error';
  return { detail: `The storage account cannot be used (${name}).`, remedy: lookAtAccount };
}

const lookAtAccount =
  'Check that AzureWebJobsStorage names a general-purpose v2 account that is not read-only, and look at its activity log.';

/** An empty table or queue that could not be removed harms nobody, and the step before has said why. */
function leftBehind(): void {}
