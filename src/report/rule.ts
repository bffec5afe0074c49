import type { Severity } from '../model.ts';

/** What reports say of a check; the catalogue's checks are such. */
export interface ReportRule {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  /** The worst it can give. */
  readonly severity: Severity;
  readonly rationale: string;
  readonly remedy: string;
  readonly learnMore: string;
}
