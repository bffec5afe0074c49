import type { Sweep } from '../../model.ts';
import { countOf, formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Icon } from './icons.tsx';
import { type LedgerCounts, wantedIn } from './ledger-counts.ts';
import { sweepPath } from './name.tsx';
import { Ago, Time } from './time.tsx';

interface SweepProgressProps {
  readonly sweep: Sweep;
  readonly counts: LedgerCounts;
  readonly now: Date;
  /** Whether to lead to the sweep's page. */
  readonly link: boolean;
}

/** How far an open sweep is. The page reloads itself meanwhile. */
export function SweepProgress({ sweep, counts, now, link }: SweepProgressProps): Html {
  const all = wantedIn(counts);
  const done = counts.audited + counts.failed + counts.missed;
  return (
    <section class="progress" aria-label="Sweep in progress">
      <p>
        <Icon tone="busy" />{' '}
        <strong>{sweep.status === 'planning' ? 'Planning a sweep' : 'Sweeping the fleet'}</strong>:{' '}
        {formatCount(done)} of {countOf(all, 'cluster')} done
        {counts.failed === 0 ? '' : `, ${formatCount(counts.failed)} failed`}. Started{' '}
        <Ago at={sweep.startedAt} now={now} />; what is not done by <Time at={sweep.deadline} /> is given up.{' '}
        {link ? <a href={sweepPath(sweep.id)}>Watch it</a> : null}
      </p>
      <progress value={String(done)} max={String(Math.max(1, all))} aria-label="Clusters done">
        {formatCount(done)} of {formatCount(all)}
      </progress>
    </section>
  );
}
