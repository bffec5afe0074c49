import type { Child } from 'hono/jsx';
import type { EvidenceStatus, Load } from '../../model.ts';
import { formatBytes, formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { sentence } from '../parts/text.ts';
import { reasonWords } from '../parts/reason-words.ts';
import { Table } from '../parts/table.tsx';
import { wordsOf } from '../parts/words.ts';

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
}

/** What was read to judge the cluster, what that cost its API server, and what could not be read. */
export function EvidenceTable({ evidence, load }: EvidenceTableProps): Html {
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
