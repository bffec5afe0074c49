import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult, ClusterSource, Finding } from '../../model.ts';
import { severities } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { FindingCard } from './finding-card.tsx';
import { titlesOf } from './titles.ts';

interface FindingListProps {
  readonly audit: AuditResult;
  readonly checks: readonly AnyCheck[];
  readonly now: Date;
  readonly source: ClusterSource;
}

/** Every finding of the audit, worst first, each with what to do. */
export function FindingList({ audit, checks, now, source }: FindingListProps): Html {
  const findings = findingsOf(audit);
  const titles = titlesOf(checks);
  const lives = new Map(audit.baseline.map((entry) => [entry.fingerprint, entry]));
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">
        Findings <span class="count">{formatCount(findings.length)}</span>
      </h2>
      {findings.length === 0 ? <NoFindings audit={audit} /> : null}
      {findings.map((finding) => (
        <FindingCard
          finding={finding}
          title={titles.failed(finding.check)}
          life={lives.get(finding.fingerprint)}
          now={now}
          source={source}
        />
      ))}
    </section>
  );
}

/** Nothing found is an all-clear only where everything could be seen. */
function NoFindings({ audit }: { readonly audit: AuditResult }): Html {
  return (
    <p class="hint">
      {audit.score.coverage < 1
        ? 'Nothing is wrong in what could be seen; what could not be seen is below.'
        : 'Nothing is wrong: every check that applies was judged and passed.'}
    </p>
  );
}

function findingsOf({ verdicts }: AuditResult): readonly Finding[] {
  return verdicts
    .flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : []))
    .toSorted((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));
}
