import type { Evidence, EvidenceKind } from '../evidence/index.ts';
import type { FindingDraft, Gathered, Severity, Threshold, Verdict } from '../model.ts';
import type { UnknownReason } from '../shared/errors.ts';

export const categories = [
  'prerequisites',
  'symptoms',
  'clients',
  'etcd',
  'flow-control',
  'webhooks',
  'network',
] as const;
/** Also the folder of the check. */
type Category = (typeof categories)[number];

/** Bounds of a check by name; each may be set otherwise for a fleet, a tag or a cluster. */
export type Thresholds = Readonly<Record<string, Threshold>>;

export interface CheckContext<T extends Thresholds> {
  readonly now: Date;
  /** The bounds in force, in the unit of the declared threshold. */
  readonly thresholds: { readonly [N in keyof T]: number };
}

/** The evidence a check is handed: what it requires as values, what it merely uses as gathered or missing. */
type Handed<K extends EvidenceKind, O extends EvidenceKind> = {
  readonly [P in K]: Evidence[P];
} & { readonly [P in O]: Gathered<Evidence[P]> };

/**
 * One rule. `evaluate` is a pure function of the evidence it declares and of the context: no I/O, no clock, no logging.
 * When any of `requires` is missing the runner answers `unknown` without asking; a throw is `unknown` (`invalid`).
 */
export interface Check<
  K extends EvidenceKind = EvidenceKind,
  O extends EvidenceKind = EvidenceKind,
  T extends Thresholds = Thresholds,
> {
  /** Kebab-case noun for the failing state; equals the file name and the page in docs/checks. */
  readonly id: string;
  /** Shown when it fails, as a noun phrase. */
  readonly title: string;
  /** Shown when it passes. */
  readonly passTitle: string;
  readonly category: Category;
  /** The worst severity it can give: its weight in the score. */
  readonly severity: Severity;
  /** Parts of the guide it covers (DESIGN §7): S symptom, L checklist, C cause, P prerequisite, + beyond. */
  readonly guide: string;
  /** Why the reader should care. */
  readonly rationale: string;
  /** What to do, in one or two sentences. */
  readonly remedy: string;
  /** https link to the vendor's or upstream's page. */
  readonly learnMore: string;
  readonly requires: readonly K[];
  /** Evidence that makes the answer better but that the check can do without. */
  readonly uses: readonly O[];
  readonly thresholds: T;
  /** Bounds that a thing crosses one after the other as it gets worse or better, in ascending order: set otherwise, they keep it. */
  readonly ladders?: readonly (readonly (keyof T & string)[])[];
  /**
   * Where a finding ends, for bounds whose figure wavers: one that is open stays until its figure has passed these, so that
   * it does not come and go (judgement/hysteresis.ts). In the unit of the bound, on the good side of its usual value.
   */
  readonly resolvesAt?: { readonly [N in keyof T]?: number };
  evaluate(evidence: Handed<K, O>, context: CheckContext<T>): Verdict<FindingDraft>;
}

/** A check of any evidence and thresholds: what lists and the runner hold. */
export interface AnyCheck extends Omit<Check, 'evaluate'> {
  /** Only to be called by the runner, which hands in exactly the declared evidence. */
  evaluate(evidence: never, context: CheckContext<Thresholds>): Verdict<FindingDraft>;
}

/** Identity function: it exists to infer what `evaluate` may touch. */
export function defineCheck<
  const K extends EvidenceKind,
  const O extends EvidenceKind,
  const T extends Thresholds,
>(check: Check<K, O, T>): Check<K, O, T> {
  return check;
}

/** What part of the subject could not be seen, and what would make it visible. */
export interface Unseen {
  readonly reason: UnknownReason;
  readonly detail: string;
  readonly remedy: string;
}

/**
 * The verdict of a check that maps a list of things to what is wrong with them.
 * With something `unseen` it never passes: findings stand and say so, and no findings mean `unknown`.
 */
export function verdictOf(
  inspected: number,
  drafts: readonly FindingDraft[],
  unseen: Unseen | null = null,
): Verdict<FindingDraft> {
  const [first, ...rest] = drafts;
  if (first !== undefined) {
    const seen = { outcome: 'fail', inspected, findings: [first, ...rest] } as const;
    return unseen === null ? seen : { ...seen, unseen };
  }
  return unseen === null
    ? { outcome: 'pass', inspected }
    : unknown(unseen.reason, unseen.detail, unseen.remedy);
}

export function unknown(reason: UnknownReason, detail: string, remedy: string): Verdict<FindingDraft> {
  return { outcome: 'unknown', reason, detail, remedy };
}

export function notApplicable(why: string): Verdict<FindingDraft> {
  return { outcome: 'notApplicable', why };
}
