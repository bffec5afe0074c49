/** Priority and fairness: seats of each level, and what was dispatched. */
import { allFlowSchemas, limitedLevels } from '../objects/flow-control.ts';
import { uptimeSeconds } from '../story.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { distribution } from './distribution.ts';
import type { Family, Stability } from './text.ts';

// `--max-requests-inflight` and `--max-mutating-requests-inflight` by default:
// https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
const serverSeats = 600;

const waitBounds = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30] as const;

const prefix = 'apiserver_flowcontrol_';

export function flowControlMetrics(story: Story, moment: Moment): readonly Family[] {
  const { minor } = story.version;
  const stability: Stability = minor >= 28 ? 'BETA' : 'ALPHA';
  const dispatched = dispatchedRequests(story, moment);
  return [
    ...seatMetrics(story, moment),
    {
      name: `${prefix}dispatched_requests_total`,
      help: 'Number of requests executed by API Priority and Fairness subsystem',
      stability,
      type: 'counter',
      samples: dispatched.map(({ labels, count }) => ({ labels, value: count })),
    },
    {
      name: `${prefix}current_executing_requests`,
      help: 'Number of requests in initial (for a WATCH) or any (for a non-WATCH) execution stage in the API Priority and Fairness subsystem',
      stability,
      type: 'gauge',
      samples: dispatched.map(({ labels }) => ({ labels, value: 0 })),
    },
    {
      name: `${prefix}request_wait_duration_seconds`,
      help: 'Length of time a request spent waiting in its queue',
      stability,
      type: 'histogram',
      samples: dispatched.map(({ labels, count }) =>
        distribution(
          { ...labels, execute: 'true' },
          waitBounds,
          count,
          story.times.queues?.[labels.priority_level] ?? 0.000_4,
        ),
      ),
    },
  ];
}

function seatMetrics(story: Story, moment: Moment): readonly Family[] {
  const { minor } = story.version;
  const levels = limitedLevels(story, moment);
  const shares = levels.reduce((sum, level) => sum + level.shares, 0);
  const seats = levels.map((level) => {
    const nominal = Math.ceil((serverSeats * level.shares) / shares);
    const borrowed =
      level.borrowingLimitPercent === undefined
        ? serverSeats
        : Math.round((nominal * level.borrowingLimitPercent) / 100);
    return {
      labels: { priority_level: level.name },
      nominal,
      upper: Math.min(serverSeats, nominal + borrowed),
    };
  });
  const gauge = (name: string, help: string, key: 'nominal' | 'upper', stability: Stability): Family => ({
    name: `${prefix}${name}`,
    help,
    stability,
    type: 'gauge',
    samples: seats.map(({ labels, [key]: value }) => ({ labels, value })),
  });
  const families: Family[] = [];
  if (minor >= 26) {
    families.push(
      gauge(
        'nominal_limit_seats',
        'Nominal number of execution seats configured for each priority level',
        'nominal',
        minor >= 28 ? 'BETA' : 'ALPHA',
      ),
      gauge(
        'upper_limit_seats',
        'Configured upper bound on number of execution seats available to each priority level',
        'upper',
        'ALPHA',
      ),
      gauge(
        'current_limit_seats',
        'current derived number of execution seats available to each priority level',
        'nominal',
        'ALPHA',
      ),
    );
  }
  if (minor <= 30) {
    families.push(
      gauge(
        'request_concurrency_limit',
        'Nominal number of execution seats configured for each priority level',
        'nominal',
        'ALPHA',
      ),
    );
  }
  return families;
}

/** The series of a schema exists from its first match on; those of the owner have matched nothing yet. */
function dispatchedRequests(
  story: Story,
  moment: Moment,
): readonly {
  readonly labels: { readonly flow_schema: string; readonly priority_level: string };
  readonly count: number;
}[] {
  const schemas = allFlowSchemas(story, moment).filter(({ appliedAs }) => appliedAs === null);
  const perSchema = (uptimeSeconds(story, moment) * story.requestsPerSecond) / schemas.length;
  return schemas.map(({ name, priorityLevel }) => ({
    labels: { flow_schema: name, priority_level: priorityLevel },
    count: Math.floor(perSchema),
  }));
}
