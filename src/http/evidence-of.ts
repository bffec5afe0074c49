import type { AnyCheck } from '../checks/define-check.ts';
import type { AccessRule } from '../evidence/define-gatherer.ts';
import type { EvidenceSource } from './deps.ts';

export interface CheckEvidence {
  readonly kind: string;
  readonly source: string;
  /** False for evidence that makes the answer better but that the check can do without. */
  readonly required: boolean;
  readonly maxRequests: number;
  readonly needs: readonly AccessRule[];
}

/** The evidence a check declares, with how it is read: first what it requires, then what it uses. */
export function evidenceOf(
  { requires, uses }: Pick<AnyCheck, 'requires' | 'uses'>,
  gatherers: readonly EvidenceSource[],
): readonly CheckEvidence[] {
  const of = (kinds: readonly string[], required: boolean): CheckEvidence[] =>
    gatherers
      .filter(({ id }) => kinds.includes(id))
      .map(({ id, source, maxRequests, needs }) => ({ kind: id, source, required, maxRequests, needs }));
  return [...of(requires, true), ...of(uses, false)];
}
