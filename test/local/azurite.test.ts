import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, expect, test } from 'vitest';
import { startAzurite } from '../../local/azurite.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'azurite-test-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a parent that is killed leaves no emulator behind, and the next start has its data', async () => {
  const data = path.join(directory, 'storage');
  const program = fileURLToPath(new URL('../fixtures/azurite-parent.ts', import.meta.url));
  const parent = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [connectionString] = (await once(parent.stdout, 'data')) as [Buffer];
  const before = QueueServiceClient.fromConnectionString(String(connectionString)).getQueueClient('kept');
  await before.create();
  await before.sendMessage('still here');
  const pid = Number(readFileSync(path.join(data, 'azurite.pid'), 'utf8'));
  parent.kill('SIGKILL');
  await once(parent, 'exit');

  // Waits until the emulator of the killed parent has saved and ended.
  const azurite = await startAzurite({ directory: data, logFile: path.join(directory, 'storage.log') });
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  const after = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('kept');
  const { peekedMessageItems } = await after.peekMessages();
  await azurite.stop();
  expect(peekedMessageItems.map((message) => message.messageText)).toEqual(['still here']);
});

test('an emulator that does not come up says what it said last', async () => {
  await expect(startAzurite({ directory: null, logFile: null, startTimeoutMs: 0 })).rejects.toThrow(
    /^The storage emulator is not up after 0 s: /u,
  );
});
