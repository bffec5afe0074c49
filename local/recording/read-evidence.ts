import type { Collected } from '../../src/evidence/index.ts';
import type { Missing } from '../../src/model.ts';
import { nearest } from '../../src/shared/nearest.ts';
import { evidenceProblems, knownKinds } from './shape.ts';

interface ReadEvidence {
  readonly evidence: Collected;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Evidence by kind, each held against the shape that its type has now. In a file that is as it was written, another shape
 * is that of another version: such a kind counts as not seen. In one that was changed it is a mistake.
 */
export function readEvidence(recorded: object, unchanged: boolean): ReadEvidence {
  const kinds = Object.entries(recorded).map(([kind, gathered]: [string, unknown]) => ({
    kind,
    gathered,
    problems: knownKinds.includes(kind)
      ? evidenceProblems(kind, gathered)
      : [`evidence.${kind}: ${unknownKind(kind)}`],
  }));
  const wrong = kinds.filter(({ problems }) => problems.length > 0);
  const evidence = kinds.flatMap(({ kind, gathered, problems }): readonly (readonly [string, unknown])[] => {
    if (problems.length === 0) return [[kind, gathered]];
    return knownKinds.includes(kind) ? [[kind, ofAnotherVersion(problems)]] : [];
  });
  return {
    // Each kind was held against its schema, or is a reason, which fits every kind.
    evidence: Object.fromEntries(evidence),
    problems: unchanged ? [] : wrong.flatMap(({ problems }) => problems),
    notes: unchanged
      ? wrong.map(
          ({ problems }) =>
            `This version knows it in another shape, so it counts as not seen. ${problems[0] ?? ''}`,
        )
      : [],
  };
}

function unknownKind(kind: string): string {
  const like = nearest(kind, knownKinds);
  const known = like.length > 0 ? `Like it are ${like.join(', ')}` : `Known are ${knownKinds.join(', ')}`;
  return `There is no such evidence. ${known}.`;
}

function ofAnotherVersion([first = '']: readonly string[]): Missing {
  return {
    ok: false,
    reason: 'unsupported',
    detail: `It was recorded in the shape of another version: ${first}`,
    remedy: 'Replay the recording with the version that made it, or record again.',
  };
}
