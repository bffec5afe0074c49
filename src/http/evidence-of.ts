import type { AnyCheck } from '../checks/define-check.ts';
import type { EvidenceSource } from '../evidence/define-gatherer.ts';

export interface CheckEvidence extends Omit<EvidenceSource, 'id'> {
  readonly kind: string;
  /** False for evidence that makes the answer better but that the check can do without. */
  readonly required: boolean;
}

/** The evidence a check declares, with how it is read: first what it requires, then what it uses. */
export function evidenceOf(
  { requires, uses }: Pick<AnyCheck, 'requires' | 'uses'>,
  sources: readonly EvidenceSource[],
): readonly CheckEvidence[] {
  const of = (kinds: readonly string[], required: boolean): CheckEvidence[] =>
    sources
      .filter(({ id }) => kinds.includes(id))
      .map(({ id, source, maxRequests, needs }) => ({ kind: id, source, required, maxRequests, needs }));
  return [...of(requires, true), ...of(uses, false)];
}
