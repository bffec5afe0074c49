import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { knownLeaker, knownLeakers } from '../../src/remediation/known-leakers.ts';

test.each([
  ['jobs.batch', 'ttlSecondsAfterFinished'],
  ['pods', 'Finished and evicted pods'],
  ['events', 'live for an hour'],
  ['replicasets.apps', 'revisionHistoryLimit'],
  ['controllerrevisions.apps', 'revisionHistoryLimit'],
  ['secrets', 'Helm'],
  ['configmaps', 'owner'],
  ['leases.coordination.k8s.io', 'leader election'],
  ['certificatesigningrequests.certificates.k8s.io', 'approver'],
  ['clusterpolicyreports.wgpolicyk8s.io', 'reports server'],
  ['ephemeralreports.reports.kyverno.io', 'reports controller'],
  ['backgroundscanreports.kyverno.io', 'reports controller'],
  ['updaterequests.kyverno.io', 'policy keeps failing'],
  ['vulnerabilityreports.aquasecurity.github.io', 'Trivy'],
  ['clusterrbacassessmentreports.aquasecurity.github.io', 'Trivy'],
  ['taskruns.tekton.dev', 'pruner'],
  ['workflowtaskresults.argoproj.io', 'ttlStrategy'],
  ['analysisruns.argoproj.io', 'Argo Rollouts'],
  ['orders.acme.cert-manager.io', 'revisionHistoryLimit'],
  ['endpoints', 'Services'],
])('%s are known', (kind, cure) => {
  expect(knownLeaker(kind, [])?.why).toContain(cure);
});

test.each(['widgets.example.com', 'applications.argoproj.io', 'aquasecurity.github.io', 'constructor'])(
  '%s are not',
  (kind) => {
    expect(knownLeaker(kind, [])).toBeUndefined();
  },
);

test('each says why in a sentence and where it says so, and every one can be reached', () => {
  for (const leaker of knownLeakers) {
    expect(leaker.why).toMatch(/^[A-Z].*\.$/u);
    expect(leaker.learnMore).toMatch(/^https:\/\//u);
    for (const kind of leaker.kinds) {
      expect(knownLeaker(kind.replace('*', 'some'), leaker.signs ?? [])).toBe(leaker);
    }
  }
});

test('whatever commands list, they list in pages', () => {
  const commands = knownLeakers.flatMap(({ steps }) => steps.flatMap(({ command }) => command ?? []));
  const lists = commands.flatMap((command) => command.match(/kubectl get (?!configmaps? )[^|]*/gu) ?? []);

  expect(lists.length).toBeGreaterThan(5);
  for (const list of lists) {
    expect(list).toMatch(/--chunk-size=500|limit=500|--selector=app\.kubernetes\.io/u);
  }
});

test('the page of object-leak names what is known', () => {
  const page = readFileSync(
    new URL('../../docs/checks/object-leak.md', import.meta.url),
    'utf8',
  ).toLowerCase();

  for (const word of [
    'kyverno',
    'trivy',
    'tekton',
    'argo workflows',
    'argo rollouts',
    'cert-manager',
    'helm',
  ]) {
    expect(page).toContain(word);
  }
});
