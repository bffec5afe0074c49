/** `--replay`: reads a recording, says what there is to know of it, and judges it. */
import { checks } from '../../src/checks/index.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { Once } from '../once/outcome.ts';
import { policyIn } from '../policy.ts';
import { changedThresholds } from './changes.ts';
import { readRecording } from './read.ts';
import type { RecordingIndex } from './recording.ts';
import { replay } from './replay.ts';

export interface ReplayedOptions {
  readonly directory: string;
  readonly edited: boolean;
  /** Judges instead of the recorded policy; null for that one. */
  readonly policyFile: string | null;
  readonly log: Logger;
  /** Told what whoever reads the report has to know, a line each. */
  readonly tell: (line: string) => void;
}

/** Throws `UsageError` for what is no recording, or is damaged. */
export async function replayed({
  directory,
  edited,
  policyFile,
  log,
  tell,
}: ReplayedOptions): Promise<Once & { readonly sample: boolean }> {
  const { notes, ...recording } = readRecording(directory, { edited });
  const policy = policyFile === null ? null : await policyIn(policyFile);
  const { index } = recording;
  for (const line of [introduction(directory, index), ...notes, ...changedThresholds(index, checks)])
    tell(line);
  const once = await replay(recording, { policy, log });
  return { ...once, sample: index.options.fleet === 'sample' };
}

function introduction(directory: string, { sweep, productVersion, textsCut }: RecordingIndex): string {
  const cut =
    textsCut === 0 ? '' : ` In ${textsCut} of its texts something that looked like a secret was left out.`;
  return `Replayed from ${directory}, recorded at ${sweep.closedAt} by version ${productVersion}; no cluster was asked.${cut}`;
}
