import { expect, test } from 'vitest';
import { localSettings } from '../../local/settings.ts';

const fleet = { FLEET_KUBECONFIG: '/k', FLEET_CONTEXTS: 'a,b' };
const real = { connectionString: 'storage', fleet, sample: false, sweep: true };

test('real clusters get a real window and no notice', () => {
  expect(localSettings(real, {})).toEqual({
    AzureWebJobsStorage: 'storage',
    FLEET_KUBECONFIG: '/k',
    FLEET_CONTEXTS: 'a,b',
    SWEEP_SCHEDULE: '0 0 * * * *',
    CLOSE_CHECK_SECONDS: '1',
    METRICS_WINDOW_SECONDS: '10',
    AUTH_MODE: 'none',
  });
});

test('the sample says so on every page, and reads a short stretch of its log', () => {
  const settings = localSettings({ ...real, sample: true }, {});
  expect([
    settings['PAGE_NOTICE']?.startsWith('Sample data'),
    settings['METRICS_WINDOW_SECONDS'],
    settings['LOG_WINDOW_MINUTES'],
  ]).toEqual([true, '2', '20']);
});

test('a value of the environment wins, an empty one does not', () => {
  const settings = localSettings(real, { SWEEP_SCHEDULE: '0 */5 * * * *', CLOSE_CHECK_SECONDS: ' ' });
  expect([settings['SWEEP_SCHEDULE'], settings['CLOSE_CHECK_SECONDS']]).toEqual(['0 */5 * * * *', '1']);
});

test('the fleet is the one that was chosen, whatever the environment says', () => {
  const settings = localSettings(
    { ...real, fleet: { FLEET_KUBECONFIG: '', FLEET_SUBSCRIPTIONS: 'x' } },
    {
      FLEET_KUBECONFIG: '/other',
    },
  );
  expect([settings['FLEET_KUBECONFIG'], settings['FLEET_SUBSCRIPTIONS']]).toEqual(['', 'x']);
});

test('callers are known by a token when one is asked for, but for the sweep at the start, which brings none', () => {
  expect(localSettings({ ...real, sweep: false }, { AUTH_MODE: 'entra' })['AUTH_MODE']).toBe('entra');
  expect(() => localSettings(real, { AUTH_MODE: 'entra' })).toThrow(/Add --no-sweep/);
});

test('keys that nobody checks are refused', () => {
  expect(() => localSettings(real, { AUTH_MODE: 'FunctionKey' })).toThrow(/the local host checks no keys/);
});
