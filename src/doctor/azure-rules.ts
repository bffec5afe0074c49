/** The rules of Azure that evidence needs, and which of them a request is about. */
import type { AzureRule } from '../evidence/define-gatherer.ts';
import { fleetSources } from '../evidence/fleet-sources.ts';
import type { EvidenceKind } from '../evidence/index.ts';

export interface DeclaredRule {
  readonly rule: AzureRule;
  /** The kinds of evidence that need it. */
  readonly kinds: readonly EvidenceKind[];
}

export const declaredRules: readonly DeclaredRule[] = [
  ...Map.groupBy(
    fleetSources.flatMap(({ id, needs }) => needs.map((rule) => ({ id, rule }))),
    ({ rule }) => rule,
  ),
].map(([rule, uses]) => ({ rule, kinds: uses.map(({ id }) => id) }));

/** The narrowest that has the action: a role for one thing more may have it too. */
export function ruleOf(action: string): DeclaredRule | null {
  const [narrowest] = declaredRules
    .filter(({ rule }) => rule.actions.includes(action))
    .toSorted((left, right) => left.rule.actions.length - right.rule.actions.length);
  return narrowest ?? null;
}

/** The same rule has the same id in every report. */
export function ruleId({ rule }: DeclaredRule): string {
  return `roles:${rule.role ?? 'own role'}:${rule.actions.at(-1)}`;
}
