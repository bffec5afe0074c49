import { describe, expect, test } from 'vitest';
import { clusterPage, dashboardPage } from '../../src/pages/index.ts';
import { fleetInsights } from '../../src/report/insights/fleet-insights.ts';
import { sharedClients } from '../../src/report/insights/shared-clients.ts';
import { eventful, fleetOf } from '../report/insights/fleets.ts';
import { aCluster, aFinding, anAudit, hostileTexts } from '../store/builders.ts';
import { elementsOf, sectionOf, tagsOf, textOf, textsOf } from './markup.ts';
import { aClusterView, aDashboardView } from './views.ts';

describe('the fleet page', () => {
  const across = (insights: Parameters<typeof aDashboardView>[0]) =>
    sectionOf(dashboardPage(aDashboardView(insights)), 'across');

  test('tells of the fleet as a whole, each part with the clusters that it does not know of', () => {
    const html = across({});
    expect(textsOf(html, 'h3')).toEqual([
      'Clients heavy in several clusters',
      'Clients first seen this week',
      'Kubernetes versions first seen this week',
      'Left the fleet within 30 days',
      'Coverage by subscription',
    ]);
    expect(textOf(html.split('<div class="mover-list">')[1] ?? '')).toBe(
      'Clients heavy in several clusters ' +
        'job-dispatcher High 2 clusters prod-a : 50 % of the requests, 20 a second, 1 finding prod-b : 30 % of the requests, 12 a second ' +
        'Not known, or not all, of 2 clusters ' +
        'prod-c : The cluster has no audit log in any workspace. prod-d : The newest sweep could not audit it. It did not answer.',
    );
    expect(textsOf(html, 'li').slice(1)).toEqual([
      'prod-c : The cluster has no audit log in any workspace.',
      'prod-d : The newest sweep could not audit it. It did not answer.',
      'job-dispatcher 3.2.1 (new version) 24 Nov 2026, prod-a',
      'spark-operator 2.0 24 Nov 2026, not among the busiest now',
      'prod-c : The cluster has no audit log in any workspace.',
      'prod-d : The newest sweep could not audit it. It did not answer.',
      'v1.32.0 24 Nov 2026, prod-b',
      'prod-d : The newest sweep could not audit it. It did not answer.',
      'old 24 Nov 2026 It did not answer. It had 1 open finding.',
      'shared 20 % 2 clusters, 1 not audited, 1 without a score, 1 without an audit log that was read',
      'payments 95 % 2 clusters',
      'prod-d : The newest sweep could not audit it. It did not answer.',
    ]);
    expect(textOf(html)).toContain('Part of the fleet could not be seen. Subscription s-9 may not be read.');
  });

  test('says that there is none only where all could be seen', () => {
    const memory = { since: '2026-01-01T00:00:00.000Z', clients: {}, kubernetesVersions: {}, leftOut: 0 };
    const texts = (fleet: Parameters<typeof fleetInsights>[0]) =>
      textsOf(across({ insights: fleetInsights(fleet) }), 'p').filter((text) => text.startsWith('None'));
    expect(texts(fleetOf([{ name: 'a' }], { memory }))).toEqual(['None.', 'None.', 'None.', 'None.']);
    expect(texts(fleetOf([{ name: 'a', notAudited: 'failed' }], { hidden: ['A part.'] }))).toEqual(
      Array<string>(4).fill('None in what could be seen.'),
    );
  });

  test('shows five of each, and says how many there are', () => {
    const clients = Array.from(
      { length: 7 },
      (_, index) => ({ kind: 'client', name: `sync${index}` }) as const,
    );
    const findings = clients.map(
      (culprit) => ({ check: 'slow-client', severity: 'medium', culprit }) as const,
    );
    const insights = fleetInsights(
      fleetOf(Array.from({ length: 8 }, (_, index) => ({ name: `c${index}`, findings }))),
    );
    const html = across({ insights });
    expect(textOf(html)).toContain('sync4 Medium 8 clusters');
    expect(textOf(html)).toContain('3 more clusters 2 more');
    expect(textOf(html)).not.toContain('sync5');
  });

  test.each(hostileTexts)('is the same page whatever the names are: %j', (text) => {
    const shape = (name: string) =>
      tagsOf(
        across({
          insights: fleetInsights({
            ...fleetOf(
              ['a', 'b'].map((cluster) => ({ name: cluster, clients: [[name, name, 30]], version: name })),
            ),
            memory: eventful.memory,
            hidden: [name],
          }),
        }),
      ).map((tag) => tag.name);
    expect(shape(text)).toEqual(shape('harmless'));
  });
});

describe('the page of a cluster', () => {
  const culprit = {
    kind: 'client',
    name: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher)',
  } as const;
  const page = (finding: Partial<ReturnType<typeof aFinding>>, name = 'prod-a') =>
    clusterPage(
      aClusterView({
        sharedClients: sharedClients(eventful),
        audit: anAudit(aCluster(name), 0, {
          verdicts: [
            {
              check: 'excessive-list-calls',
              outcome: 'fail',
              inspected: 1,
              findings: [{ ...aFinding('a'), ...finding }],
            },
          ],
        }),
      }),
    );

  test('names the other clusters in which the client that causes a finding is heavy too', () => {
    const html = page({ culprit });
    expect(textOf(html)).toContain('Also heavy in 1 other cluster: prod-b');
    expect(elementsOf(html, 'a').map(({ attributes }) => attributes['href'])).toContain(
      `/clusters/${aCluster('prod-b').key}`,
    );
  });

  test.each([
    ['another client', { culprit: { kind: 'client', name: 'vault-sync' } as const }],
    ['something that is no client', { culprit: { kind: 'object', name: 'job-dispatcher' } as const }],
  ])('says nothing of %s', (_what, finding) => {
    expect(textOf(page(finding))).not.toContain('Also heavy in');
  });
});
