import { expect, test } from 'vitest';
import type { Policy } from '../../src/model.ts';
import { currentPolicy, inForce, noPolicy } from '../../src/policy/current-policy.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';

const entry = { id: 'a', check: 'silent-nodes', values: { silence: 600 } };
const file: Policy = { suppressions: [], thresholds: [{ ...entry, source: 'file' }] };

test('an entry of the API whose id the file has too is shadowed', () => {
  const both: Policy = {
    suppressions: [],
    thresholds: [{ ...entry, values: { silence: 900 }, source: 'api' }, ...file.thresholds],
  };
  expect(inForce(both)).toEqual(file);
});

test('what is decided is seen a minute later at the latest, and read no more often', async () => {
  const history = memoryHistory();
  let now = 0;
  const policy = currentPolicy(noPolicy, history, () => new Date(now));

  expect(await policy()).toEqual(noPolicy);
  await history.addPolicyEntry('thresholds', entry);
  now = 59_999;
  expect(await policy()).toEqual(noPolicy);
  now = 60_000;
  expect(await policy()).toEqual({ suppressions: [], thresholds: [{ ...entry, source: 'api' }] });
});

test('a failure is told, and not remembered', async () => {
  let fails = true;
  const policy = currentPolicy(
    file,
    {
      policyEntries: async () => {
        if (fails) throw new Error('the storage is away');
        return [];
      },
    },
    () => new Date(0),
  );

  await expect(Promise.allSettled([policy(), policy()])).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
  fails = false;
  expect(await policy()).toEqual(file);
});
