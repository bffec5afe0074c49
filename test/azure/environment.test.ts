import { describe, expect, test } from 'vitest';
import { azureClouds, azureEnvironment, regionalEndpoint } from '../../src/azure/environment.ts';
import { ReadError, UsageError } from '../../src/shared/errors.ts';

describe('azureEnvironment', () => {
  test('is the cloud itself when nothing is changed', () => {
    expect(azureEnvironment('china')).toEqual(azureClouds.china);
  });

  test('takes other addresses, without a slash at the end', () => {
    expect(azureEnvironment('public', { resourceManagerEndpoint: 'https://127.0.0.1:8443/' })).toEqual({
      ...azureClouds.public,
      resourceManagerEndpoint: 'https://127.0.0.1:8443',
    });
  });

  test('takes the address of Log Analytics with its version too', () => {
    const { logAnalyticsEndpoint } = azureEnvironment('public', {
      logAnalyticsEndpoint: 'https://logs.example/v1/',
    });
    expect(logAnalyticsEndpoint).toBe('https://logs.example');
  });

  test('tells every address that is wrong', () => {
    const wrong = () =>
      azureEnvironment('public', { logAnalyticsEndpoint: 'http://logs.example', metricsEndpoint: 'metrics' });
    expect(wrong).toThrow(UsageError);
    expect(wrong).toThrow(
      [
        'logAnalyticsEndpoint is "http://logs.example", but it must be an https address, e.g. https://api.loganalytics.azure.com.',
        'metricsEndpoint is "metrics", but it must be an https address, e.g. https://{region}.metrics.monitor.azure.com.',
        'The metrics endpoint metrics has no {region}. Use e.g. https://{region}.metrics.monitor.azure.com.',
      ].join('\n'),
    );
  });
});

test.each([
  [
    'https://{region}.metrics.monitor.azure.com',
    'West Europe',
    'https://westeurope.metrics.monitor.azure.com',
  ],
  ['https://127.0.0.1:8443/{region}', 'koreacentral', 'https://127.0.0.1:8443/koreacentral'],
])('%s in %s is %s', (template, region, address) => {
  expect(regionalEndpoint(template, region)).toBe(address);
});

test('a region that would lead to another host is refused', () => {
  expect(() => regionalEndpoint('https://{region}.metrics.example', 'evil.example/')).toThrow(
    new ReadError(
      'invalid',
      '"evil.example/" is no region of Azure.',
      'Check that the endpoint of Azure Resource Manager in the settings is the service itself.',
    ),
  );
});
