import type { Child } from 'hono/jsx';
import type { ClusterSource, EvidenceStatus, Load } from '../../model.ts';
import { formatBytes, formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { sentence } from '../parts/text.ts';
import { reasonWords } from '../parts/reason-words.ts';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { wordsOf } from '../parts/words.ts';
import { Query } from './query.tsx';

const columns = [
  { name: 'Evidence' },
  { name: 'State' },
  { name: 'Requests', figures: true },
  { name: 'Received', figures: true },
  { name: 'Objects', figures: true },
  { name: 'Took', figures: true },
] as const;

interface EvidenceTableProps {
  readonly evidence: readonly EvidenceStatus[];
  readonly load: Load;
  readonly source: ClusterSource;
}

/** Where the log query behind a kind of evidence stands on the page. */
export function queryId(kind: string): string {
  return `query-${encodeURIComponent(kind)}`;
}

/** What was read to judge the cluster, what that cost its API server, and what could not be read. */
export function EvidenceTable({ evidence, load, source }: EvidenceTableProps): Html {
  return (
    <section aria-labelledby="evidence">
      <div class="section-head">
        <h2 id="evidence">Evidence</h2>
        <p class="hint">
          All of it took {formatCount(load.requests)} requests and {formatBytes(load.bytes)} of the API
          server.
        </p>
      </div>
      <Table caption="Evidence and what it cost" columns={columns} rows={evidence.map(rowOf)} cards />
      {evidence.map((status) =>
        status.ok && status.kql !== undefined ? (
          <details class="query" id={queryId(status.kind)}>
            <summary>
              Log query: {wordsOf(status.kind)}, of <Time at={status.at} />
            </summary>
            <Query kql={status.kql} source={source} />
          </details>
        ) : null,
      )}
    </section>
  );
}

function rowOf(status: EvidenceStatus): readonly Child[] {
  const { kind, milliseconds, load } = status;
  return [
    wordsOf(kind),
    status.ok ? (
      <Badge tone="pass">Read</Badge>
    ) : (
      <>
        <Badge tone="unknown">{reasonWords[status.reason]}</Badge>
        <span class="line">{sentence(status.detail)}</span>
        <span class="line do">{sentence(status.remedy)}</span>
      </>
    ),
    formatCount(load.requests),
    formatBytes(load.bytes),
    formatCount(load.objects),
    `${formatCount(milliseconds)} ms`,
  ];
}
