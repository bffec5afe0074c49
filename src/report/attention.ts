import type { LatestAudit } from '../model.ts';
import { severities } from '../model.ts';

/**
 * How much a cluster needs attention: bad findings, then clusters that nobody could look at, then the unknown. Compared
 * place by place; the smaller one needs it more.
 */
export function attentionOf({ newest, notAudited }: LatestAudit): readonly number[] {
  const { findings = {}, score = null, coverage = 0 } = newest?.headline ?? {};
  const counts = severities.map((severity) => 0 - (findings[severity] ?? 0));
  const critical = (findings.critical ?? 0) > 0;
  const gone = notAudited?.state === 'vanished' || notAudited?.state === 'skipped';
  const outOfSight = newest === null || notAudited !== undefined;
  return [gone ? 3 : critical ? 0 : outOfSight ? 1 : 2, ...counts, score ?? -1, coverage];
}
