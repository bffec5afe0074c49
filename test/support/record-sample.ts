/** A recording of sample clusters, made in this process, and the report that its run gave. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetIn } from '../../local/fleet.ts';
import { auditOnce } from '../../local/once/run.ts';
import type { Draft } from '../../local/recording/recorder.ts';
import { recorder } from '../../local/recording/recorder.ts';
import { startSample } from '../../local/sample/index.ts';
import type { Story } from '../../local/sample/story.ts';
import { trustAuthority } from '../../local/sample/trust.ts';
import { fleetPort } from '../../src/fleet/index.ts';
import type { Policy } from '../../src/model.ts';
import { noPolicy } from '../../src/policy/current-policy.ts';
import type { AuditReport } from '../../src/report/audit-report.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';

export interface RecordedSample {
  readonly draft: Draft;
  readonly report: AuditReport;
  /** What proves to the sample who asks: no file may hold it. */
  readonly secrets: readonly string[];
}

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const options = { fleet: 'sample', metricsWindowSeconds: 1, logWindowMinutes: 20 } as const;

/** Puts the sample's identity and addresses into the environment of this process, and its authority among those it trusts. */
export async function recordSample(
  stories: readonly Story[],
  policy: Policy = noPolicy,
): Promise<RecordedSample> {
  const directory = await mkdtemp(join(tmpdir(), 'record-sample-'));
  const sample = await startSample({ directory, stories });
  try {
    trustAuthority(sample.authority);
    Object.assign(process.env, sample.settings);
    const port = fleetPort(fleetIn(sample.settings), options, memoryNotes())(silent);
    const { onAudit, recordingOf } = recorder({ options, fleet: port });
    const { logWindowMinutes } = options;
    const progress = { step: () => undefined, end: () => undefined };
    const once = await auditOnce(port, { log: silent, progress, policy, logWindowMinutes, onAudit });
    return {
      draft: recordingOf(once, policy),
      report: once.report,
      secrets: secretsIn(sample.settings),
    };
  } finally {
    await sample.stop();
    await rm(directory, { recursive: true });
  }
}

function secretsIn(settings: Readonly<Record<string, string>>): readonly string[] {
  const secrets = Object.entries(settings).flatMap(([name, value]) =>
    /HEADER|SECRET|TOKEN/u.test(name) && value !== '' ? [value] : [],
  );
  if (secrets.length === 0) throw new Error('The sample has no secret to look for.');
  return secrets;
}
