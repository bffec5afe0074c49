/** `npm run audit`: one sweep, its report on standard output or in a file, an exit code for CI jobs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fleetPort } from '../src/fleet/index.ts';
import { against } from '../src/report/compare-reports.ts';
import { loggerTo } from '../src/shared/logger.ts';
import { memoryNotes } from '../src/store/memory-history.ts';
import { closingStack } from './closing-stack.ts';
import { runCommand } from './command.ts';
import { fleetEnvironment, fleetIn, requireUsable } from './fleet.ts';
import type { AuditArguments } from './once/arguments.ts';
import { auditUsage, parseAuditArguments } from './once/arguments.ts';
import { baselineIn } from './once/baseline.ts';
import { exitCodeOf } from './once/exit-code.ts';
import { progressOn } from './once/progress.ts';
import { reportText } from './once/report-text.ts';
import type { Once } from './once/outcome.ts';
import { auditOnce } from './once/run.ts';
import { outputTo } from './output.ts';
import { policyIn } from './policy.ts';
import { concealed } from './recording/conceal.ts';
import { readRecording } from './recording/read.ts';
import { recorder } from './recording/recorder.ts';
import { replayed } from './recording/replayed.ts';
import { prepareRecording, writeRecording } from './recording/write.ts';
import { settingPath } from './setting-path.ts';
import { sampleLogMinutes } from './settings.ts';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

/** Short, because a person waits; the sample tells the same story in two seconds and four bins of its log. */
const realWindows = { metricsWindowSeconds: 5, logWindowMinutes: 60 };
const sampleWindows = { metricsWindowSeconds: 2, logWindowMinutes: Number(sampleLogMinutes) };

const sampleNotice =
  'Sample data: these clusters are built in. Audit your own with --kubeconfig FILE or --azure.';

const log = loggerTo({ info: () => undefined, warn: console.error, error: console.error });

await runCommand({ usage: auditUsage, parse: parseAuditArguments, run });

interface Audited extends Pick<Once, 'report' | 'state'> {
  /** Whether it is about the sample clusters. */
  readonly sample: boolean;
}

async function run(given: AuditArguments): Promise<number> {
  const baseline = given.baseline === null ? null : baselineIn(given.baseline);
  const output = outputTo(given.output);
  const audited = given.replay === null ? await auditFleet(given) : await auditRecording(given.replay, given);
  const told = baseline === null ? audited : { ...audited, report: against(baseline, audited.report) };
  output.write(
    await reportText(told, {
      format: given.format,
      colour: given.output === null && process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
      notice: audited.sample ? sampleNotice : null,
    }),
  );
  return exitCodeOf(told.report, given.failOn);
}

function auditRecording(
  recording: NonNullable<AuditArguments['replay']>,
  { policy: policyFile }: AuditArguments,
): Promise<Audited> {
  return replayed({ ...recording, policyFile, log, tell });
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function auditFleet({ fleet: choice, policy: file, record }: AuditArguments): Promise<Audited> {
  const policy = await policyIn(file ?? settingPath(process.env, 'POLICY_FILE', projectDirectory));
  await requireUsable(choice, process.env);
  if (record !== null) prepareRecording(record.directory);
  const sample = choice.kind === 'sample';
  if (sample) tell(sampleNotice);
  const closing = closingStack();
  const directory = await mkdtemp(path.join(tmpdir(), 'aks-fleet-auditor-sample-'));
  closing.add(() => rm(directory, { recursive: true, force: true }));
  try {
    // Clients of Azure read the environment by themselves.
    Object.assign(process.env, await fleetEnvironment(choice, directory, closing));
    const { metricsWindowSeconds, logWindowMinutes } = sample ? sampleWindows : realWindows;
    const port = fleetPort(fleetIn(process.env), { metricsWindowSeconds }, memoryNotes())(log);
    const { onAudit, recordingOf } = recorder({
      options: { fleet: choice.kind, metricsWindowSeconds, logWindowMinutes },
      fleet: port,
    });
    const once = await auditOnce(port, {
      log,
      progress: progressOn(process.stderr),
      policy,
      logWindowMinutes,
      ...(record === null ? {} : { onAudit }),
    });
    if (record !== null) {
      writeRecording(record.directory, concealed(recordingOf(once, policy), record));
      // Now is the time to hear of what will not be read back.
      readRecording(record.directory, { edited: false }).notes.forEach(tell);
    }
    return { ...once, sample };
  } finally {
    await closing.close();
  }
}
