/** `npm run audit`: one sweep, its report on standard output or in a file, an exit code for CI jobs. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fleetAccess } from '../src/fleet-access.ts';
import type { AuditReport } from '../src/report/audit-report.ts';
import { textReport } from '../src/report/text.ts';
import { UsageError } from '../src/shared/errors.ts';
import { loggerTo } from '../src/shared/logger.ts';
import type { AuditArguments } from './once/arguments.ts';
import { auditUsage, parseAuditArguments } from './once/arguments.ts';
import { exitCodeOf } from './once/exit-code.ts';
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
    const report =
      given.kubeconfig === null ? await auditSample() : await auditKubeconfig(given, given.kubeconfig);
    writeReport(report, given);
    return exitCodeOf(report, given.failOn);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    return 2;
  }
}

function auditKubeconfig({ contexts }: AuditArguments, kubeconfig: string): Promise<AuditReport> {
  const log = loggerTo({ info: () => undefined, warn: console.error, error: console.error });
  const fleet = fleetAccess(
    { kubeconfig, contexts },
    { metricsWindowSeconds: metricsWindowSeconds.real },
    log,
  );
  return auditOnce(fleet, log, progressOn(process.stderr));
}

async function auditSample(): Promise<AuditReport> {
  process.stderr.write('Sample data: these clusters are built in. Audit your own with --kubeconfig FILE.\n');
  const directory = await mkdtemp(path.join(tmpdir(), 'aks-fleet-auditor-sample-'));
  const sample = await startSample({ directory });
  try {
    const log = loggerTo({ info: () => undefined, warn: console.error, error: console.error });
    const fleet = fleetAccess(
      { kubeconfig: sample.kubeconfig, contexts: sample.contexts },
      { metricsWindowSeconds: metricsWindowSeconds.sample },
      log,
    );
    return await auditOnce(fleet, log, progressOn(process.stderr));
  } finally {
    await sample.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function writeReport(report: AuditReport, { format, output }: AuditArguments): void {
  const colour = output === null && process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const text = format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : textReport(report, { colour });
  if (output === null) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new UsageError([`--output ${output} cannot be written: ${String(error)}.`], { cause: error });
  }
}
