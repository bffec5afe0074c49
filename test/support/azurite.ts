/** One storage emulator for a test file, and stores in it that no other test sees. */
import { afterAll, beforeAll } from 'vitest';
import type { Azurite } from '../../local/azurite.ts';
import { startAzurite } from '../../local/azurite.ts';
import type { StorageAccount } from '../../src/store/storage-account.ts';
import { storageAccount } from '../../src/store/storage-account.ts';

export interface TestStorage {
  account(): StorageAccount;
  /** A part of a table or queue name that was not given before. */
  unusedName(): string;
}

/** Starts the emulator before the tests of the file that calls it, in memory, and stops it after them. */
export function testStorage(): TestStorage {
  let azurite: Azurite | null = null;
  let names = 0;

  beforeAll(async () => {
    azurite = await startAzurite({ directory: null, logFile: null });
  });
  afterAll(() => azurite?.stop());

  return {
    account() {
      if (azurite === null) throw new Error('The emulator is only there while a test runs.');
      return storageAccount({ connectionString: azurite.connectionString });
    },
    unusedName() {
      names += 1;
      return `t${names}`;
    },
  };
}
