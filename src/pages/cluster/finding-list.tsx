import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult, ClusterSource, Finding } from '../../model.ts';
import { bySeverity, findingsIn } from '../../model.ts';
import type { SharedClient } from '../../report/insights/insights.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { FindingCard } from './finding-card.tsx';
import { elsewhereOf } from './elsewhere.ts';
import { titlesOf } from './titles.ts';

interface FindingListProps {
  readonly audit: AuditResult;
  readonly checks: readonly AnyCheck[];
  readonly now: Date;
  readonly source: ClusterSource;
  readonly sharedClients: readonly SharedClient[];
}

/** Every finding of the audit, worst first, each with what to do; those somebody decided to live with come last. */
export function FindingList(props: FindingListProps): Html {
  const { audit } = props;
  const findings = findingsOf(audit);
  const open = findings.filter(({ suppression }) => suppression === undefined);
  const suppressed = findings.filter(({ suppression }) => suppression !== undefined);
  return (
    <>
      <section aria-labelledby="findings">
        <h2 id="findings">
          Findings <span class="count">{formatCount(open.length)}</span>
        </h2>
        {open.length === 0 ? <NoFindings audit={audit} suppressed={suppressed.length} /> : null}
        <Cards {...props} findings={open} />
      </section>
      {suppressed.length === 0 ? null : (
        <section aria-labelledby="suppressed">
          <h2 id="suppressed">
            Suppressed findings <span class="count">{formatCount(suppressed.length)}</span>
          </h2>
          <p class="hint">They are there, and cost no points while somebody has decided to live with them.</p>
          <Cards {...props} findings={suppressed} />
        </section>
      )}
    </>
  );
}

function Cards({
  findings,
  audit,
  checks,
  now,
  source,
  sharedClients,
}: FindingListProps & { readonly findings: readonly Finding[] }): Html {
  const titles = titlesOf(checks);
  const lives = new Map(audit.baseline.map((entry) => [entry.fingerprint, entry]));
  return (
    <>
      {findings.map((finding) => (
        <FindingCard
          finding={finding}
          title={titles.failed(finding.check)}
          life={lives.get(finding.fingerprint)}
          now={now}
          source={source}
          queries={queriesOf(finding, audit, checks)}
          elsewhere={elsewhereOf(finding, audit.cluster, sharedClients)}
        />
      ))}
    </>
  );
}

interface NoFindingsProps {
  readonly audit: AuditResult;
  readonly suppressed: number;
}

/** Nothing found is an all-clear only where everything could be seen, and nothing of it is suppressed. */
function NoFindings({ audit, suppressed }: NoFindingsProps): Html {
  const unseen = audit.score.coverage < 1;
  if (suppressed > 0) {
    return (
      <p class="hint">
        {unseen
          ? 'Nothing is wrong in what could be seen but what is suppressed; both that and what could not be seen are below.'
          : 'Nothing is wrong but what is suppressed, which is below.'}
      </p>
    );
  }
  return (
    <p class="hint">
      {unseen
        ? 'Nothing is wrong in what could be seen; what could not be seen is below.'
        : 'Nothing is wrong: every check that applies was judged and passed.'}
    </p>
  );
}

function findingsOf({ verdicts }: AuditResult): readonly Finding[] {
  return findingsIn(verdicts).toSorted(bySeverity);
}

/** The kinds of evidence behind the check that came from a log query. */
function queriesOf(
  { check }: Finding,
  { evidence }: AuditResult,
  checks: readonly AnyCheck[],
): readonly string[] {
  const found = checks.find(({ id }) => id === check);
  const behind: readonly string[] = found === undefined ? [] : [...found.requires, ...found.uses];
  return evidence.flatMap((status) =>
    status.ok && status.kql !== undefined && behind.includes(status.kind) ? [status.kind] : [],
  );
}
