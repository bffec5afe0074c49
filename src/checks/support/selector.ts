/** Label selectors over labels of which only some are known. */
import type { LabelSelector } from '../../evidence/webhooks.ts';

/** What a selector says about an object, and on which unread labels that rests. */
export interface Selection {
  readonly selected: boolean;
  /** Label keys that were not read and are taken to be absent; empty when the answer is certain. */
  readonly assumedAbsent: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a selector selects an object with these labels.
 * A label that was not read is taken to be absent: opt-in labels then select nothing, and opt-outs exempt nothing. A
 * requirement that fails on a known label makes the answer certain whatever the others say.
 */
export function selects(selector: LabelSelector, known: Labels): Selection {
  const requirements = requirementsOf(selector);
  if (requirements.some(({ key, holds }) => Object.hasOwn(known, key) && !holds(known[key]))) {
    return { selected: false, assumedAbsent: [] };
  }
  const unread = requirements.filter(({ key }) => !Object.hasOwn(known, key));
  return {
    selected: unread.every(({ holds }) => holds(undefined)),
    assumedAbsent: [...new Set(unread.map(({ key }) => key))],
  };
}

/** Whether a selector selects everything. */
export function selectsAll(selector: LabelSelector): boolean {
  return requirementsOf(selector).length === 0;
}

interface Requirement {
  readonly key: string;
  readonly holds: (value: string | undefined) => boolean;
}

function requirementsOf({ matchLabels, matchExpressions }: LabelSelector): readonly Requirement[] {
  return [
    ...Object.entries(matchLabels).map(([key, wanted]) => ({
      key,
      holds: (value: string | undefined) => value === wanted,
    })),
    ...matchExpressions.map(({ key, operator, values }) => ({ key, holds: requirement(operator, values) })),
  ];
}

function requirement(operator: string, values: readonly string[]): Requirement['holds'] {
  switch (operator) {
    case 'In':
      return (value) => value !== undefined && values.includes(value);
    case 'NotIn':
      return (value) => value === undefined || !values.includes(value);
    case 'Exists':
      return (value) => value !== undefined;
    case 'DoesNotExist':
      return (value) => value === undefined;
    default:
      // An operator of a later Kubernetes: taken to exempt nothing, so that no risk is missed.
      return () => true;
  }
}
