import { expect, test } from 'vitest';
import { localSettings } from '../../local/settings.ts';

const real = { connectionString: 'storage', kubeconfig: '/k', contexts: ['a', 'b'], sample: false };

test('real clusters get a real window and no notice', () => {
  expect(localSettings(real, {})).toEqual({
    AzureWebJobsStorage: 'storage',
    FLEET_KUBECONFIG: '/k',
    FLEET_CONTEXTS: 'a,b',
    SWEEP_SCHEDULE: '0 0 * * * *',
    CLOSE_CHECK_SECONDS: '1',
    METRICS_WINDOW_SECONDS: '10',
  });
});

test('the sample says so on every page', () => {
  const settings = localSettings({ ...real, contexts: null, sample: true }, {});
  expect([settings['PAGE_NOTICE']?.startsWith('Sample data'), settings['METRICS_WINDOW_SECONDS']]).toEqual([
    true,
    '2',
  ]);
});

test('a value of the environment wins, an empty one does not', () => {
  const settings = localSettings(real, { SWEEP_SCHEDULE: '0 */5 * * * *', CLOSE_CHECK_SECONDS: ' ' });
  expect([settings['SWEEP_SCHEDULE'], settings['CLOSE_CHECK_SECONDS']]).toEqual(['0 */5 * * * *', '1']);
});
