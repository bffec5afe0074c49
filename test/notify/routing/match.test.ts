import { describe, expect, test } from 'vitest';
import type { Alert, AlertMatch } from '../../../src/notification.ts';
import { matcherOf, routesFor } from '../../../src/notify/routing/match.ts';
import { noNotifications } from '../../../src/notify/settings/filled-in.ts';
import type { Route } from '../../../src/notify/settings/notify-settings.ts';
import { alert, ofFleet } from '../../support/alerts.ts';

const finding = alert();
const lost = alert({ kind: 'clusterLost', check: null, category: null });

describe('a match', () => {
  const cases: readonly [AlertMatch, Alert, boolean][] = [
    [{}, finding, true],
    [{}, ofFleet, true],
    [{ severity: 'high' }, finding, true],
    [{ severity: 'info' }, finding, true],
    [{ severity: 'critical' }, finding, false],
    [{ severity: 'high' }, ofFleet, true],
    [{ checks: ['slow-client', 'large-etcd-database'] }, finding, true],
    [{ checks: ['slow-client'] }, finding, false],
    [{ categories: ['etcd'] }, finding, true],
    [{ categories: ['clients', 'network'] }, finding, false],
    [{ tags: ['owner=payments'] }, finding, true],
    [{ tags: ['OWNER=PAY*'] }, finding, true],
    [{ tags: ['owner=shop', 'env'] }, finding, true],
    [{ tags: ['note'] }, finding, true],
    [{ tags: ['note='] }, finding, true],
    [{ tags: ['owner=pay'] }, finding, false],
    [{ tags: ['team'] }, finding, false],
    [{ clusters: ['aks-PROD-*'] }, finding, true],
    [{ clusters: ['aks-test-*', '*-payments-?'] }, finding, true],
    [{ clusters: ['aks-prod'] }, finding, false],
    // All that is given has to be true.
    [{ severity: 'medium', tags: ['owner=payments'], clusters: ['aks-prod-*'] }, finding, true],
    [{ severity: 'medium', tags: ['owner=payments'], clusters: ['aks-test-*'] }, finding, false],
    [{ severity: 'critical', tags: ['owner=payments'] }, finding, false],
    // What has no cluster has no tags, and what is no finding has no check.
    [{ tags: ['owner'] }, ofFleet, false],
    [{ clusters: ['*'] }, ofFleet, false],
    [{ checks: ['large-etcd-database'] }, lost, false],
    [{ categories: ['etcd'] }, lost, false],
    [{ clusters: ['*'] }, lost, true],
  ];
  test.each(cases)('%j of %o: %j', (match, given, taken) => {
    expect(matcherOf(match)(given)).toBe(taken);
  });
});

describe('routes', () => {
  const [last] = noNotifications.routes;
  const route = (name: string, match: AlertMatch, goesOn = false): Route => {
    if (last === undefined) throw new Error('There is always a default route.');
    return { ...last, name, match, continue: goesOn };
  };
  const taking = (given: Alert, ...routes: readonly Route[]): readonly string[] =>
    routesFor([...routes, route('default', {})], given).map(({ name }) => name);
  const byTag = { tags: ['owner=payments'] };

  test('the first that matches takes it', () => {
    expect(
      taking(
        finding,
        route('other', { clusters: ['x'] }),
        route('mine', byTag),
        route('late', { severity: 'info' }),
      ),
    ).toEqual(['mine']);
  });

  test('one that says continue only gets a copy', () => {
    expect(taking(finding, route('copies', {}, true), route('mine', byTag), route('late', {}))).toEqual([
      'copies',
      'mine',
    ]);
    expect(taking(finding, route('copies', {}, true), route('other', { clusters: ['x'] }))).toEqual([
      'copies',
      'default',
    ]);
  });

  test('the default route takes what falls past the others, and it is all there is without a file', () => {
    expect(taking(ofFleet, route('mine', byTag))).toEqual(['default']);
    expect(routesFor(noNotifications.routes, ofFleet)).toEqual([
      {
        name: 'default',
        match: {},
        receivers: [],
        continue: false,
        minSeverity: 'medium',
        groupMinutes: 60,
        repeatHours: { critical: 24, high: 168, medium: null, low: null, info: null },
        quiet: null,
        openAfter: 1,
        resolveAfter: 2,
      },
    ]);
  });
});
