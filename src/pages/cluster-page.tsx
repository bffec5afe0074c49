/** One cluster: what is wrong and what to do, what could not be seen, what passed, and how it went over time. */
import type { ClusterSource, LatestAudit } from '../model.ts';
import { ClientCharts } from './cluster/client-charts.tsx';
import { ClusterHeadline } from './cluster/cluster-headline.tsx';
import { EvidenceTable } from './cluster/evidence-table.tsx';
import { FindingList } from './cluster/finding-list.tsx';
import { HistoryTable } from './cluster/history-table.tsx';
import { JumpList } from './cluster/jump-list.tsx';
import { PassedList } from './cluster/passed-list.tsx';
import { PortalLinks } from './cluster/portal-links.tsx';
import { ResolvedList } from './cluster/resolved-list.tsx';
import { Trends } from './cluster/trends.tsx';
import { UnknownList } from './cluster/unknown-list.tsx';
import { countOf, listInWords } from '../shared/format.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { Name } from './parts/name.tsx';
import { nameText, sentence } from './parts/text.ts';
import { Notice } from './parts/notice.tsx';
import { Time } from './parts/time.tsx';
import type { ClusterView } from './views.ts';

/** The page at `/clusters/{key}`. */
export function clusterPage(view: ClusterView): string {
  const { cluster } = view.latest;
  return documentOf(
    <Layout
      frame={view}
      title={nameText(cluster.name)}
      part="fleet"
      trail={[<Name of={cluster.name} />]}
      json={`/api/clusters/${encodeURIComponent(cluster.key)}`}
    >
      <div class="title">
        <h1>
          <Name of={cluster.name} />
        </h1>
        <Source of={cluster.source} />
        <Facts latest={view.latest} />
        <PortalLinks source={cluster.source} />
      </div>
      <NotAudited view={view} />
      <AuditSections view={view} />
    </Layout>,
  );
}

function Source({ of }: { readonly of: ClusterSource }): Html {
  return of.kind === 'kubeconfig' ? (
    <p class="lead">
      Known from the kubeconfig context <Name of={of.context} />
    </p>
  ) : (
    <p class="lead">
      In <Name of={of.location} />, resource group <Name of={of.resourceGroup} />, subscription{' '}
      <Name of={of.subscriptionId} />
    </p>
  );
}

/** What Azure says of it. */
function Facts({ latest: { newest } }: { readonly latest: LatestAudit }): Html | null {
  const facts = newest?.facts ?? null;
  if (facts === null) return null;
  const tags = Object.entries(facts.tags);
  return (
    <p class="lead">
      {facts.tier === null ? null : <>{nameText(facts.tier)} tier. </>}
      {facts.nodes === null ? null : <>{countOf(facts.nodes, 'node')}. </>}
      {tags.length === 0 ? null : (
        <>
          Tags:{' '}
          {listInWords(
            tags.map(([name, value]) => nameText(`${name}=${value}`)),
            mostTags,
          )}
          .
        </>
      )}
    </p>
  );
}

/** Azure allows 50. */
const mostTags = 8;

function NotAudited({ view }: { readonly view: ClusterView }): Html | null {
  const { notAudited, newest } = view.latest;
  if (notAudited === undefined && newest !== null) return null;
  return (
    <Notice tone="notAudited" title={titleOf(view.latest)}>
      {notAudited === undefined ? null : (
        <p>
          <Time at={notAudited.at} />: {sentence(notAudited.why)}
        </p>
      )}
      {newest === null ? null : (
        <p>
          All below is of the audit of <Time at={newest.at} />, and may have changed since.
        </p>
      )}
    </Notice>
  );
}

function titleOf({ newest, notAudited }: LatestAudit): string {
  if (notAudited?.state === 'vanished') return 'This cluster is not in the fleet any more.';
  if (notAudited?.state === 'skipped') return 'The newest sweep had nothing to audit here.';
  return newest === null
    ? 'This cluster was never audited.'
    : 'The newest sweep could not audit this cluster.';
}

function AuditSections({ view }: { readonly view: ClusterView }): Html | null {
  const { audit, checks, now, past, latest } = view;
  if (audit === null) return null;
  return (
    <>
      <ClusterHeadline view={view} audit={audit} />
      <JumpList audit={audit} view={view} />
      <FindingList
        audit={audit}
        checks={checks}
        now={now}
        source={latest.cluster.source}
        sharedClients={view.sharedClients}
      />
      <UnknownList audit={audit} checks={checks} />
      <ResolvedList audit={audit} checks={checks} />
      <Trends view={view} />
      <ClientCharts activity={view.activity} />
      <PassedList audit={audit} checks={checks} />
      <EvidenceTable evidence={audit.evidence} load={audit.load} source={audit.cluster.source} />
      <HistoryTable past={past} />
    </>
  );
}
