/** What one audit costs an API server: on the sample clusters, and on a real one where there is one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditOnce } from '../local/once/run.ts';
import { startSample } from '../local/sample/index.ts';
import { policyRules } from '../src/evidence/access-rules.ts';
import { gatherers } from '../src/evidence/index.ts';
import { fleetPort } from '../src/fleet/index.ts';
import { memoryNotes } from '../src/store/memory-history.ts';
import type { AuditReport } from '../src/report/audit-report.ts';
import type { Logger } from '../src/shared/logger.ts';
import { missingApiServer, startApiServer } from '../test/support/api-server.ts';
import { eventually } from '../test/support/eventually.ts';
import { createConfigMaps, grantAuditor } from '../test/support/real-cluster.ts';
import type { Measure } from './measure.ts';
import { atMost } from './measure.ts';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function measureSampleAudit(): Promise<readonly Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-sample-'));
  const sample = await startSample({ directory });
  try {
    const { clusters } = await audit(sample.kubeconfig);
    return clusters.flatMap((cluster) => loadOf(cluster.name, cluster.load));
  } finally {
    await sample.stop();
    await rm(directory, { recursive: true });
  }
}

/** Nothing, with a line that says so, where there is no API server. */
export async function measureRealAudit(): Promise<readonly Measure[]> {
  if (missingApiServer !== null) {
    console.error(`Skipped: audit of a real API server (${missingApiServer})`);
    return [];
  }
  // It counts objects once a minute by itself, and only what it has counted is looked at from near.
  const server = await startApiServer(
    [{ name: 'auditor', groups: [] }],
    ['--etcd-count-metric-poll-period=1s', '--etcd-db-metric-poll-interval=1s'],
  );
  try {
    await grantAuditor(server, 'auditor', policyRules(gatherers));
    const kubeconfig = await server.kubeconfig('auditor');
    const measures: Measure[] = [];
    for (const [namespace, more, all] of [
      ['first', 10_000, 10_000],
      ['second', 40_000, 50_000],
    ] as const) {
      await createConfigMaps(server, namespace, more);
      await eventually('the server has counted the ConfigMaps', async () => {
        const [, count = 0] =
          /(?:counts|objects)\{[^}]*"configmaps"\} ([\d.e+]+)\n/u.exec(await server.metrics()) ?? [];
        return Number(count) >= all ? true : null;
      });
      const started = performance.now();
      const { clusters } = await audit(kubeconfig);
      const name = `${server.version} with ${all.toLocaleString('en-US')} ConfigMaps`;
      measures.push(...clusters.flatMap(({ load }) => loadOf(name, load)), {
        what: `${name}: wall time, 1 s of it the window`,
        value: performance.now() - started,
        unit: 'ms',
      });
    }
    return measures;
  } finally {
    await server.stop();
  }
}

async function audit(kubeconfig: string): Promise<AuditReport> {
  const fleet = fleetPort(
    { kind: 'kubeconfig', kubeconfig, contexts: null },
    { metricsWindowSeconds: 1 },
    memoryNotes(),
  );
  const progress = { step: () => undefined, end: () => undefined };
  return (await auditOnce(fleet(silent), { log: silent, progress, logWindowMinutes: 60 })).report;
}

function loadOf(
  name: string,
  { requests, bytes, objects }: AuditReport['sweep']['load'],
): readonly Measure[] {
  return [
    atMost(`${name}: requests of one audit`, requests, '', 40),
    atMost(`${name}: bytes of one audit`, bytes / 1_000_000, 'MB', 15),
    { what: `${name}: objects read`, value: objects, unit: '' },
  ];
}
