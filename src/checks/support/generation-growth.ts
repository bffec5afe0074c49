/** How fast a webhook configuration changes, by the generations that audits saw. */
import type { WebhookConfiguration } from '../../evidence/webhooks.ts';
import type { Observation } from '../../observation.ts';
import { dayMs } from '../../shared/durations.ts';

export interface GenerationGrowth {
  /** Generations more than at `since`. */
  readonly changes: number;
  /** A day; of less than a day, all there were. */
  readonly perDay: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Whether that is a day or more, or all of its life. */
  readonly whole: boolean;
}

interface Seen {
  readonly at: number;
  readonly generation: number;
}

/** Longer ago, the day of its creation says nothing of today. */
const longestMs = 7 * dayMs;

/**
 * Since the newest audit of a day ago or more that saw it, else since the oldest; null when none did. A configuration is
 * made with generation 1, and one that was deleted and made again begins anew.
 */
export function generationGrowth(
  configuration: WebhookConfiguration,
  observations: readonly Observation[],
  now: Date,
): GenerationGrowth | null {
  const { kind, name, generation, createdAt } = configuration;
  const created = createdAt === null ? Number.NaN : Date.parse(createdAt);
  const earlier = observations.flatMap(({ at, webhookGenerations }): readonly Seen[] => {
    const key = `${kind}/${name}`;
    const known = webhookGenerations !== null && Object.hasOwn(webhookGenerations, key);
    return known ? [{ at: Date.parse(at), generation: webhookGenerations[key] ?? 0 }] : [];
  });
  const isYoung = created >= now.getTime() - longestMs;
  const seen = [...(isYoung ? [{ at: created, generation: 1 }] : []), ...earlier]
    // One of before is another configuration of the same name.
    .filter(({ at, generation: then }) => !(at < created) && then <= generation)
    .toSorted((left, right) => left.at - right.at || left.generation - right.generation);
  const from = seen.findLast(({ at }) => at <= now.getTime() - dayMs) ?? seen[0];
  if (from === undefined) return null;
  const days = (now.getTime() - from.at) / dayMs;
  const changes = generation - from.generation;
  return {
    changes,
    perDay: changes / Math.max(1, days),
    since: from.at,
    whole: days >= 1 || from.at === created,
  };
}
