import { expect, test } from 'vitest';
import {
  failureCalls,
  hiddenFailures,
  sharesOf,
  sumOfFailures,
} from '../../../src/checks/support/client-failures.ts';
import { failedRequests, failingClient } from '../../support/azure-evidence.ts';

const call = {
  verb: 'list',
  resource: 'pods',
  apiGroup: '',
  requests: 9,
  throttled: 2,
  refused: 1,
  clientTimeouts: 0,
  serverTimeouts: 4,
  serverErrors: 0,
  panics: 0,
};

test('only the kinds that are asked for count', () => {
  expect(sumOfFailures([call, call], ['throttled', 'serverTimeouts'])).toBe(12);
});

test('versions of a client share their failures', () => {
  const clients = ['a/1', 'a/2'].map((userAgent) => failingClient('a', 50, { throttled: 5 }, { userAgent }));

  expect(sharesOf(failedRequests(clients), ['throttled'])).toMatchObject([
    { client: { program: 'a' }, requests: 100, failures: 10, share: 0.1 },
  ]);
});

test('what the clients that are listed do not account for is of those that are not', () => {
  const failed = failedRequests([failingClient('a', 50, { throttled: 5 })], {
    throttled: 15,
    clientCount: 21,
  });

  expect(hiddenFailures(failed, ['throttled'], 11)).toBeNull();
  expect(hiddenFailures(failed, ['panics'], 1)).toBeNull();
  expect(hiddenFailures(failed, ['throttled'], 10)?.detail).toBe(
    '10 such failures are of clients that are not listed: only 1 of 21 clients with failures are.',
  );
});

test('calls are named with what failed most first, and without what did not fail so', () => {
  const calls = [
    call,
    { ...call, verb: 'get', resource: '', serverTimeouts: 9 },
    { ...call, resource: 'jobs', apiGroup: 'batch', serverTimeouts: 4 },
    { ...call, resource: 'nodes', serverTimeouts: 0 },
  ];

  expect(failureCalls([failingClient('a', 50, {}, { calls })], ['serverTimeouts'])).toEqual([
    { label: 'Calls', value: 'GET of paths that are no resource: 9, LIST jobs.batch: 4 and LIST pods: 4' },
  ]);
  expect(failureCalls([failingClient('a', 50, {})], ['serverTimeouts'])).toEqual([]);
});
