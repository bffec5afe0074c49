import type { Delivery } from '../../notification.ts';
import { formatCount, formatLatency } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { Table } from '../parts/table.tsx';
import { sentence } from '../parts/text.ts';
import { Time } from '../parts/time.tsx';

const columns = [
  { name: 'When' },
  { name: 'Outcome' },
  { name: 'Status', figures: true },
  { name: 'Took', figures: true },
  { name: 'What came back' },
] as const;

/** Every try that is remembered, the newest first. */
export function AttemptTable({ delivery }: { readonly delivery: Delivery }): Html {
  const { attempts, attemptsTotal } = delivery;
  return (
    <section aria-labelledby="tries">
      <h2 id="tries">
        Tries <span class="count">{formatCount(attemptsTotal)}</span>
      </h2>
      {attempts.length === 0 ? (
        <p class="hint">It was not tried yet.</p>
      ) : (
        <Table
          caption="Tries, newest first"
          columns={columns}
          rows={attempts
            .toReversed()
            .map(({ at, ok, status, milliseconds, detail }) => [
              <Time at={at} />,
              ok ? <Badge tone="pass">Arrived</Badge> : <Badge tone="high">Failed</Badge>,
              status === null ? 'none' : String(status),
              formatLatency(milliseconds),
              sentence(detail),
            ])}
          cards
        />
      )}
      {attemptsTotal > attempts.length ? (
        <p class="hint">Of the tries before only their number is kept.</p>
      ) : null}
    </section>
  );
}
