import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readHostJson } from '../../../local/host/host-json.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'host-json-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

function read(content: unknown) {
  const file = path.join(directory, 'host.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readHostJson(file);
}

test('what is not given is what Azure takes', () => {
  expect(read({ version: '2.0' })).toEqual({
    routePrefix: 'api',
    functionTimeoutSeconds: null,
    queues: {
      batchSize: 16,
      newBatchThreshold: 8,
      maxDequeueCount: 5,
      visibilitySeconds: 0,
      maxPollingSeconds: 60,
      base64: true,
    },
  });
});

test('what is given is read, time spans too', () => {
  const queues = {
    batchSize: 1,
    newBatchThreshold: 0,
    visibilityTimeout: '00:01:30',
    messageEncoding: 'none',
  };
  const content = {
    version: '2.0',
    functionTimeout: '1.00:10:00',
    extensions: { http: { routePrefix: '' }, queues },
  };
  expect(read(content)).toEqual({
    routePrefix: '',
    functionTimeoutSeconds: 87_000,
    queues: {
      batchSize: 1,
      newBatchThreshold: 0,
      maxDequeueCount: 5,
      visibilitySeconds: 90,
      maxPollingSeconds: 60,
      base64: false,
    },
  });
});

const wrong = [
  ['another version', { version: '1.0' }, /version/u],
  ['too large a batch', { version: '2.0', extensions: { queues: { batchSize: 33 } } }, /batchSize/u],
  ['a time that is no span', { version: '2.0', functionTimeout: '10m' }, /time span such as 00:00:30/u],
  ['no JSON', '{', /cannot be read/u],
] as const;
test.each(wrong)('%s is refused', (_what, content, message) => {
  expect(() => read(content)).toThrow(message);
});

test('the host.json of the project is one the local host can read', () => {
  expect(readHostJson(new URL('../../../host.json', import.meta.url).pathname).queues.base64).toBe(true);
});
