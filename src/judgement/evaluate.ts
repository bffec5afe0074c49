import type { AnyCheck, CheckContext, Thresholds } from '../checks/define-check.ts';
import type { Collected, EvidenceKind } from '../evidence/index.ts';
import type {
  CheckVerdict,
  Excerpt,
  Finding,
  FindingDraft,
  Missing,
  ResourceRef,
  Verdict,
} from '../model.ts';
import { messageOf } from '../shared/errors.ts';
import { type OpenFinding, withWhatStays } from './hysteresis.ts';
import { resolvingBounds, usualBounds, type BoundsInForce } from './thresholds.ts';

export interface EvaluateContext {
  readonly now: Date;
  /** Stable identity of a finding: a hash of cluster, check and resource. */
  readonly fingerprint: (check: string, resource: ResourceRef) => string;
  /**
   * Why a kind of evidence does not belong to this audit at all, or null. A check that requires it does not apply: how
   * the cluster is known, or a feature that is switched off, must not cost it coverage.
   */
  readonly outOfScope: (kind: EvidenceKind) => string | null;
  /** The bounds of a check for this cluster (thresholds.ts); absent for those of the catalogue. */
  readonly thresholds?: (check: AnyCheck) => BoundsInForce;
  /** Findings of the check in earlier audits that are not resolved; absent for none. */
  readonly open?: (check: string) => readonly OpenFinding[];
  /** Told when a check throws: a fault of ours, never of the cluster's. */
  readonly onFault: (check: string, error: unknown) => void;
}

/**
 * Asks every check for its verdict over the evidence it declares, and over nothing else.
 * Missing evidence is `unknown` without asking; a check that throws is `unknown` too and costs no other check.
 */
export function evaluate(
  checks: readonly AnyCheck[],
  collected: Collected,
  context: EvaluateContext,
): readonly CheckVerdict[] {
  return checks.map((check) => ({ check: check.id, ...verdictOn(check, collected, context) }));
}

function verdictOn(check: AnyCheck, collected: Collected, context: EvaluateContext): Verdict {
  const [beyond] = check.requires.flatMap((kind) => context.outOfScope(kind) ?? []);
  if (beyond !== undefined) return { outcome: 'notApplicable', why: beyond };
  const missing = firstMissing(check.requires, collected);
  if (missing !== null) return unknownBecause(missing);
  const bounds = context.thresholds?.(check) ?? usualBounds(check.thresholds);
  const verdict = verdictBy(bounds, bounds, check, collected, context);
  const resolving = resolvingBounds(check, bounds);
  if (resolving === null) return verdict;
  return withWhatStays(verdict, context.open?.(check.id) ?? [], () =>
    verdictBy(resolving, bounds, check, collected, context),
  );
}

/** The verdict by some bounds; what is said of bounds in force is as they are written in the policy. */
function verdictBy(
  bounds: BoundsInForce,
  inForce: BoundsInForce,
  check: AnyCheck,
  collected: Collected,
  context: EvaluateContext,
): Verdict {
  try {
    // The runner is the one place where the types meet: it hands in exactly what the check declares.
    const draft = check.evaluate(handedTo(check, collected, context) as never, {
      now: context.now,
      thresholds: valuesOf(bounds),
    });
    const ownBounds = boundExcerpts(check.thresholds, inForce);
    return withIdentity(draft, check.id, ownBounds, context);
  } catch (error) {
    context.onFault(check.id, error);
    return {
      outcome: 'unknown',
      reason: 'invalid',
      detail: `The check ${check.id} broke on this evidence: ${messageOf(error)}`,
      remedy: 'This is a fault of the auditor; please report it with the evidence of this audit.',
    };
  }
}

function firstMissing(kinds: readonly EvidenceKind[], collected: Collected): Missing | null {
  for (const kind of kinds) {
    const gathered = gatheredOf(kind, collected);
    if (!gathered.ok) return gathered;
  }
  return null;
}

/** The evidence of a kind; one that no gatherer was asked for is missing like any other. */
function gatheredOf(kind: EvidenceKind, collected: Collected): NonNullable<Collected[EvidenceKind]> {
  return (
    collected[kind] ?? {
      ok: false,
      reason: 'notCollected',
      detail: `The evidence ${kind} was not collected in this audit.`,
      remedy: `Enable the gatherer of ${kind} for this cluster.`,
    }
  );
}

function unknownBecause({ reason, detail, remedy }: Missing): Verdict {
  return { outcome: 'unknown', reason, detail, remedy };
}

function beyondScope(why: string): Missing {
  return {
    ok: false,
    reason: 'unsupported',
    detail: why,
    remedy: 'Sweep the fleet through Azure to have it asked (npm start -- --azure).',
  };
}

function handedTo(
  check: AnyCheck,
  collected: Collected,
  { outOfScope }: EvaluateContext,
): Readonly<Record<string, unknown>> {
  const handed: Record<string, unknown> = {};
  for (const kind of check.uses) {
    const beyond = outOfScope(kind);
    handed[kind] = beyond === null ? gatheredOf(kind, collected) : beyondScope(beyond);
  }
  for (const kind of check.requires) {
    const gathered = gatheredOf(kind, collected);
    if (gathered.ok) handed[kind] = gathered.value;
  }
  return handed;
}

function valuesOf(bounds: BoundsInForce): CheckContext<Thresholds>['thresholds'] {
  return Object.fromEntries(Object.entries(bounds).map(([name, { value }]) => [name, value]));
}

/** Says beside each finding which bounds are not those of the catalogue: the source of a bound speaks of its own number. */
function boundExcerpts(declared: Thresholds, bounds: BoundsInForce): readonly Excerpt[] {
  return Object.entries(declared).flatMap(([name, { value: usual, unit }]) => {
    const bound = bounds[name];
    if (bound === undefined || bound.setBy === null) return [];
    // As it is written in the policy, to be found there.
    const value = `${bound.value} (${unit}) by the policy entry ${bound.setBy}, ${usual} in the catalogue`;
    return [{ label: `Threshold ${name}`, value }];
  });
}

function withIdentity(
  verdict: Verdict<FindingDraft>,
  check: string,
  ownBounds: readonly Excerpt[],
  context: EvaluateContext,
): Verdict {
  if (verdict.outcome !== 'fail') return verdict;
  const identify = (draft: FindingDraft): Finding => ({
    ...draft,
    excerpts: [...draft.excerpts, ...ownBounds],
    check,
    fingerprint: context.fingerprint(check, draft.resource),
  });
  const [first, ...rest] = verdict.findings;
  return { ...verdict, findings: [identify(first), ...rest.map(identify)] };
}
