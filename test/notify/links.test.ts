import { expect, test } from 'vitest';
import {
  clusterUrl,
  csvReportUrl,
  findingUrl,
  fleetUrl,
  goneFindingsUrl,
  messagesUrl,
} from '../../src/notify/links.ts';

test('links into the pages, whatever the address ends with', () => {
  for (const base of ['https://fleet.example.com/base', 'https://fleet.example.com/base//']) {
    expect([
      fleetUrl(base),
      fleetUrl(base, 'owner=a&b#c'),
      clusterUrl(base, 'prod-1'),
      findingUrl(base, 'prod-1', 'ab12'),
      goneFindingsUrl(base, 'prod-1'),
      messagesUrl(base),
      csvReportUrl(base),
    ]).toEqual(
      [
        '/',
        '/?tag=owner%3Da%26b%23c',
        '/clusters/prod-1',
        '/clusters/prod-1#finding-ab12',
        '/clusters/prod-1#gone',
        '/messages',
        '/api/reports/fleet?format=csv',
      ].map((path) => `https://fleet.example.com/base${path}`),
    );
  }
});

test('none without the address of the app', () => {
  expect([fleetUrl(null, 'a'), clusterUrl(null, 'k'), findingUrl(null, 'k', 'f'), messagesUrl(null)]).toEqual(
    [null, null, null, null],
  );
});
