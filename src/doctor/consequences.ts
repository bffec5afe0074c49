import type { AnyCheck } from '../checks/define-check.ts';
import type { EvidenceKind } from '../evidence/index.ts';

/** Checks that say unknown without these kinds of evidence; those that go on with less are so marked. */
export function unknownWithout(
  kinds: readonly EvidenceKind[],
  checks: readonly AnyCheck[],
): readonly string[] {
  const isMissing = (kind: EvidenceKind): boolean => kinds.includes(kind);
  return [
    ...checks.filter(({ requires }) => requires.some(isMissing)).map(({ id }) => id),
    ...checks
      .filter(({ requires, uses }) => !requires.some(isMissing) && uses.some(isMissing))
      .map(({ id }) => `${id} (in part)`),
  ];
}
