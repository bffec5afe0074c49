import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult, BaselineEntry } from '../../model.ts';
import type { Html } from '../html.tsx';
import { Badge, SeverityBadge } from '../parts/badge.tsx';
import { sentence } from '../parts/text.ts';
import { Time } from '../parts/time.tsx';
import { titlesOf } from './titles.ts';

interface ResolvedListProps {
  readonly audit: AuditResult;
  readonly checks: readonly AnyCheck[];
}

/** Findings of earlier audits that this one did not find: ruled out, or merely out of sight. */
export function ResolvedList({ audit, checks }: ResolvedListProps): Html | null {
  const titles = titlesOf(checks);
  const gone = audit.baseline.filter(isGone);
  if (gone.length === 0) return null;
  return (
    <section aria-labelledby="gone">
      <h2 id="gone">Found earlier</h2>
      <ul class="rows">
        {gone.map(({ check, severity, summary, state, firstSeen, lastSeen }) => (
          <li>
            {state === 'resolved' ? (
              <Badge tone="pass">Resolved</Badge>
            ) : (
              <Badge tone="unknown">Out of sight</Badge>
            )}
            <div>
              <h3>{titles.failed(check)}</h3>
              <p>{sentence(summary)}</p>
              <p class="hint">
                <SeverityBadge severity={severity} /> Seen from <Time at={firstSeen.at} /> to{' '}
                <Time at={lastSeen.at} />.
                {state === 'resolved' ? '' : ' This audit could not see it, so it counts as open.'}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether this audit did not find it. */
export function isGone({ state }: BaselineEntry): boolean {
  return state === 'resolved' || state === 'unknown';
}
