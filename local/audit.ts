/** `npm run audit`: one sweep, its report on standard output or in a file, an exit code for CI jobs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FleetSettings } from '../src/config.ts';
import { fleetAccess } from '../src/fleet-access.ts';
import type { AuditReport } from '../src/report/audit-report.ts';
import { textReport } from '../src/report/text.ts';
import { UsageError } from '../src/shared/errors.ts';
import { loggerTo } from '../src/shared/logger.ts';
import type { AuditArguments } from './once/arguments.ts';
import { auditUsage, parseAuditArguments } from './once/arguments.ts';
import { exitCodeOf } from './once/exit-code.ts';
import { outputTo } from './once/output.ts';
import { progressOn } from './once/progress.ts';
import { auditOnce } from './once/run.ts';
import { startSample } from './sample/index.ts';

/** Window of two scrapes: short, because a person waits; the sample tells the same story in two seconds. */
const metricsWindowSeconds = { real: 5, sample: 2 } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const given = parseAuditArguments(argv, process.cwd());
    if (given.help) {
      process.stdout.write(auditUsage);
      return 0;
    }
    const output = outputTo(given.output);
    const report = await auditFleet(given);
    output.write(textOf(report, given));
    return exitCodeOf(report, given.failOn);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    return 2;
  }
}

async function auditFleet({ kubeconfig, contexts }: AuditArguments): Promise<AuditReport> {
  if (kubeconfig !== null) return audit({ kubeconfig, contexts }, metricsWindowSeconds.real);
  process.stderr.write('Sample data: these clusters are built in. Audit your own with --kubeconfig FILE.\n');
  const directory = await mkdtemp(path.join(tmpdir(), 'aks-fleet-auditor-sample-'));
  const sample = await startSample({ directory });
  try {
    return await audit(sample, metricsWindowSeconds.sample);
  } finally {
    await sample.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function audit({ kubeconfig, contexts }: FleetSettings, windowSeconds: number): Promise<AuditReport> {
  const log = loggerTo({ info: () => undefined, warn: console.error, error: console.error });
  const fleet = fleetAccess({ kubeconfig, contexts }, { metricsWindowSeconds: windowSeconds }, log);
  return auditOnce(fleet, log, progressOn(process.stderr));
}

function textOf(report: AuditReport, { format, output }: AuditArguments): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  const colour = output === null && process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  return textReport(report, { colour });
}
