import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { UnknownReason } from '../../shared/errors.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { checkPath } from '../parts/name.tsx';
import { sentence } from '../parts/text.ts';
import { reasonWords } from '../parts/reason-words.ts';
import { titlesOf } from './titles.ts';

interface UnknownListProps {
  readonly audit: AuditResult;
  readonly checks: readonly AnyCheck[];
}

/** What could not be judged, in whole or in part: why, and what would make it visible. */
export function UnknownList({ audit, checks }: UnknownListProps): Html | null {
  const unseen = unseenIn(audit);
  const titles = titlesOf(checks);
  if (unseen.length === 0) return null;
  return (
    <section aria-labelledby="unknown">
      <div class="section-head">
        <h2 id="unknown">
          Could not be judged <span class="count">{formatCount(unseen.length)}</span>
        </h2>
        <p class="hint">Nobody can say whether these are right or wrong: they earn nothing in the score.</p>
      </div>
      <ul class="rows">
        {unseen.map(({ check, part, reason, detail, remedy }) => (
          <li>
            <Badge tone="unknown">{part ? 'Seen in part' : 'Unknown'}</Badge>
            <div>
              <h3>
                <a href={checkPath(check)} class="quiet">
                  {titles.failed(check)}
                </a>
              </h3>
              <p>
                <span class="reason">{reasonWords[reason]}.</span> {sentence(detail)}
              </p>
              <p class="do">{sentence(remedy)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface Unjudged {
  readonly check: string;
  /** True when the check failed on what it saw, and there may be more. */
  readonly part: boolean;
  readonly reason: UnknownReason;
  readonly detail: string;
  readonly remedy: string;
}

/** The verdicts of which at least a part is not known. */
export function unseenIn({ verdicts }: AuditResult): readonly Unjudged[] {
  return verdicts.flatMap((verdict): readonly Unjudged[] => {
    const { check } = verdict;
    if (verdict.outcome === 'unknown') return [{ ...verdict, part: false }];
    if (verdict.outcome !== 'fail' || verdict.unseen === undefined) return [];
    return [{ ...verdict.unseen, check, part: true }];
  });
}
