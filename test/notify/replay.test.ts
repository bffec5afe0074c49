/**
 * Thirty days of a fleet: stories like those of the sample, an outage of forty clusters, and a cluster that flaps. What
 * every receiver gets is written down here message by message, and is the same however often the process dies.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { defineCheck, verdictOf } from '../../src/checks/define-check.ts';
import type { Culprit, Policy, Severity } from '../../src/model.ts';
import type { Delivery } from '../../src/notification.ts';
import type { Outgoing, Receiver } from '../../src/notify/receivers/receiver.ts';
import type { NotifySettings } from '../../src/notify/settings/notify-settings.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { onWrite } from '../support/on-write.ts';
import { Killed, start, worldOf, type World } from '../support/sweep-world.ts';
import { aRoute } from './deciding.ts';

const hour = 3_600_000;
const days = 30;
const hoursBetween = 4;

/** Fails for every node called `<id>/<severity>/<who causes it>`: the fleet's way to say what is wrong. */
function scripted(id: string, title: string, culprit: Culprit['kind']): AnyCheck {
  return defineCheck({
    id,
    title,
    passTitle: `No ${title}`,
    category: 'clients',
    severity: 'critical',
    guide: 'C1',
    rationale: 'It is bad.',
    remedy: 'Mend it.',
    learnMore: 'https://example.com',
    requires: ['nodeHeartbeats'],
    uses: [],
    thresholds: {},
    evaluate: ({ nodeHeartbeats: { nodes } }) => {
      const drafts = nodes.flatMap(({ node }) => {
        const [of, severity = 'high', name = ''] = node.split('/');
        if (of !== id) return [];
        return [
          {
            severity: severity as Severity, // Written below.
            confidence: 'measured' as const,
            resource: { kind: 'Thing', name },
            summary: `${title}: ${name}.`,
            observed: { text: name },
            culprit: { kind: culprit, name },
            excerpts: [],
            remediation: { summary: 'Mend it.', steps: [], learnMore: 'https://example.com' },
          },
        ];
      });
      return verdictOf(nodes.length, drafts);
    },
  });
}

const checks = [
  scripted('failing-webhook', 'Webhook cannot be reached', 'webhook'),
  scripted('excessive-list-calls', 'Client lists too much', 'client'),
  scripted('large-etcd-database', 'etcd is filling up', 'object'),
];

/** What is wrong with a cluster from one day (included) to another (not included). */
type Story = readonly (readonly [from: number, to: number, what: string])[];

const stories: Readonly<Record<string, Story>> = {
  healthy: [],
  // Wrong before anybody was told of anything.
  old: [[0, 31, 'failing-webhook/high/kyverno']],
  shop: [[3, 5, 'failing-webhook/critical/gatekeeper']],
  orders: [[3, 6, 'failing-webhook/critical/gatekeeper']],
  growing: [
    [8, 16, 'large-etcd-database/medium/main'],
    [16, 24, 'large-etcd-database/high/main'],
    [24, 31, 'large-etcd-database/critical/main'],
  ],
  leaking: [[10, 31, 'excessive-list-calls/high/leaky-operator']],
  hidden: [[1, 31, 'excessive-list-calls/high/nightly']],
  mild: [[2, 31, 'excessive-list-calls/low/dashboard']],
  // Off and on from one sweep to the next, and at last off.
  flappy: Array.from({ length: 12 }, (_, index) => [
    5 + index / 3,
    5 + index / 3 + 1 / 6,
    'excessive-list-calls/high/flapper',
  ]),
};

const edge = Array.from({ length: 40 }, (_, index) => `edge-${String(index).padStart(2, '0')}`);
/** Nobody could audit them. */
const outage = { from: 15, to: 15.5 };
/** It is deleted on this day. */
const deletedOn = 20;

function fleetOn(day: number) {
  const now = (what: Story): Readonly<Record<string, boolean>> =>
    Object.fromEntries(
      what.filter(([from, to]) => day >= from && day < to).map(([, , name]) => [name, true]),
    );
  const down = day >= outage.from && day < outage.to;
  return {
    ...Object.fromEntries(Object.entries(stories).map(([name, story]) => [name, now(story)])),
    ...Object.fromEntries(edge.map((name) => [name, down ? ('breaks' as const) : {}])),
    ...(day < deletedOn ? { deleted: {} } : {}),
  };
}

const policyFile: Policy = {
  suppressions: [
    {
      id: 'nightly-import',
      cluster: 'hidden',
      owner: 'dana',
      reason: 'It ends soon.',
      expires: new Date(start.getTime() + 18 * 24 * hour).toISOString(),
      source: 'file',
    },
  ],
  thresholds: [],
};

const settings: NotifySettings = {
  receivers: [
    { id: 'mail', kind: 'email', to: ['fleet@example.com'], cc: [] },
    { id: 'shop-team', kind: 'teams', url: 'https://teams.example.com/' },
    { id: 'events', kind: 'webhook', url: 'https://events.example.com/', format: 'cloudEvents', secrets: [] },
  ],
  routes: [
    aRoute({
      name: 'events',
      receivers: ['events'],
      continue: true,
      minSeverity: 'info',
      groupMinutes: 0,
      repeatHours: { critical: null, high: null, medium: null, low: null, info: null },
    }),
    aRoute({ name: 'shop', receivers: ['shop-team'], match: { clusters: ['shop', 'orders'] } }),
    aRoute({ name: 'default', receivers: ['mail'] }),
  ],
  maintenance: [],
  reports: [],
  mail: null,
};

interface Got {
  readonly receiver: string;
  readonly id: string;
  readonly line: string;
}

interface Replay {
  readonly got: readonly Got[];
  readonly deliveries: readonly Delivery[];
  readonly deaths: ReadonlyMap<string, number>;
}

interface ReplayOptions {
  readonly copies?: number;
  /** 0–1: whether the process dies at a write or a sending, before it takes effect or after it. */
  readonly dies?: (() => number) | undefined;
}

/** Runs thirty days of sweeps and deliveries; whoever dies is started anew. */
async function replay({ copies = 1, dies }: ReplayOptions = {}): Promise<Replay> {
  const got: Got[] = [];
  const deaths = new Map<string, number>();

  function maybeDie(step: string): void {
    if (dies === undefined || dies() >= 0.1) return;
    deaths.set(step, (deaths.get(step) ?? 0) + 1);
    throw new Killed();
  }

  const receiverOf = ({ id, kind }: { readonly id: string; readonly kind: Receiver['kind'] }): Receiver => ({
    id,
    kind,
    async send({ deliveryId, message, createdAt }: Outgoing) {
      maybeDie('before the receiver');
      const day = (Date.parse(createdAt) - start.getTime()) / hour / 24;
      const reason = message.form === 'alert' ? message.reason : 'report';
      got.push({ receiver: id, id: deliveryId, line: `day ${day.toFixed(2)} ${reason}: ${message.title}` });
      maybeDie('after the receiver');
      return { ok: true, status: 200, detail: 'Received.' };
    },
  });
  const history = memoryHistory();
  const world: World = worldOf({
    fleet: () => fleetOn((world.clock.now().getTime() - start.getTime()) / hour / 24),
    checks,
    policyFile,
    copies,
    history,
    notify: { settings, receiverOf },
    wrapNotify: (adapter) =>
      onWrite((name) => maybeDie(`before ${name}`))(
        onWrite((name) => maybeDie(`after ${name}`), true)(adapter),
      ),
  });
  for (let sweep = 0; sweep < (days * 24) / hoursBetween; sweep += 1) {
    world.clock.moveTo(new Date(start.getTime() + sweep * hoursBetween * hour));
    await world.sweep().catch(ignoreDeath);
    await untilAlive(world);
  }
  const deliveries = (await history.deliveries({}, { limit: 1000 })).items;
  return { got, deliveries, deaths };
}

function ignoreDeath(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

async function untilAlive(world: World): Promise<void> {
  for (let alive = false; !alive;) {
    alive = true;
    await world.drain().catch((error: unknown) => {
      ignoreDeath(error);
      alive = false;
    });
  }
}

/** What a receiver makes of it that knows by the id what it has already. */
function once(got: readonly Got[]): readonly Got[] {
  const byId = new Map(got.map((one) => [`${one.receiver} ${one.id}`, one]));
  return [...byId.values()].toSorted((left, right) =>
    `${left.id}${left.receiver}` < `${right.id}${right.receiver}` ? -1 : 1,
  );
}

function linesFor(receiver: string, got: readonly Got[]): readonly string[] {
  return got.filter((one) => one.receiver === receiver).map(({ line }) => line);
}

/** A sequence of numbers 0–1 that is the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('thirty days', () => {
  let undisturbed: Replay;

  beforeAll(async () => {
    undisturbed = await replay();
  });

  test('the platform is told of each change once, and reminded of what stays', () => {
    expect(linesFor('mail', undisturbed.got)).toEqual([
      'day 0.00 first sweep: First look: old: 1 high finding',
      'day 5.00 opened: flappy: Client lists too much – client flapper',
      'day 7.00 repeat due: Still open: old: Webhook cannot be reached – webhook kyverno',
      'day 8.00 opened: growing: etcd is filling up – object main',
      'day 9.33 resolved: Resolved: flappy: Client lists too much – client flapper',
      'day 10.00 opened: leaking: Client lists too much – client leaky-operator',
      'day 14.00 repeat due: Still open: old: Webhook cannot be reached – webhook kyverno',
      'day 15.00 opened: 40 clusters: Cluster could not be audited',
      'day 15.67 resolved: Resolved: 40 clusters: Cluster could not be audited',
      'day 16.00 worsened: Worse: growing: etcd is filling up – object main',
      'day 17.00 repeat due: Still open: leaking: Client lists too much – client leaky-operator',
      'day 18.00 opened: hidden: Client lists too much – client nightly',
      'day 18.00 opened: Suppression has ended',
      'day 20.00 opened: deleted: Cluster is not in the fleet any more',
      'day 21.00 repeat due: Still open: old: Webhook cannot be reached – webhook kyverno',
      'day 23.00 repeat due: Still open: growing: etcd is filling up – object main',
      'day 24.00 worsened: Worse: growing: etcd is filling up – object main',
      'day 24.00 repeat due: Still open: leaking: Client lists too much – client leaky-operator',
      'day 25.00 repeat due: Still open: 2 clusters: 1 critical, 1 high findings',
      'day 26.00 repeat due: Still open: growing: etcd is filling up – object main',
      'day 27.00 repeat due: Still open: growing: etcd is filling up – object main',
      'day 28.00 repeat due: Still open: 2 clusters: 1 critical, 1 high findings',
      'day 29.00 repeat due: Still open: growing: etcd is filling up – object main',
    ]);
  });

  test('the team is told of its own clusters only', () => {
    expect(linesFor('shop-team', undisturbed.got)).toEqual([
      'day 3.00 opened: 2 clusters: Webhook cannot be reached – webhook gatekeeper',
      'day 4.00 repeat due: Still open: 2 clusters: Webhook cannot be reached – webhook gatekeeper',
      'day 5.00 repeat due: Still open: orders: Webhook cannot be reached – webhook gatekeeper',
      'day 5.17 resolved: Partly resolved: shop: Webhook cannot be reached – webhook gatekeeper',
      'day 6.17 resolved: Resolved: orders: Webhook cannot be reached – webhook gatekeeper',
    ]);
  });

  test('programs are told of every change and never reminded', () => {
    expect(linesFor('events', undisturbed.got)).toEqual([
      'day 0.00 opened: old: Webhook cannot be reached – webhook kyverno',
      'day 2.00 opened: mild: Client lists too much – client dashboard',
      'day 3.00 opened: 2 clusters: Webhook cannot be reached – webhook gatekeeper',
      'day 5.00 opened: flappy: Client lists too much – client flapper',
      'day 5.17 resolved: Partly resolved: shop: Webhook cannot be reached – webhook gatekeeper',
      'day 6.17 resolved: Resolved: orders: Webhook cannot be reached – webhook gatekeeper',
      'day 8.00 opened: growing: etcd is filling up – object main',
      'day 9.33 resolved: Resolved: flappy: Client lists too much – client flapper',
      'day 10.00 opened: leaking: Client lists too much – client leaky-operator',
      'day 15.00 opened: 40 clusters: Cluster could not be audited',
      'day 15.67 resolved: Resolved: 40 clusters: Cluster could not be audited',
      'day 16.00 worsened: Worse: growing: etcd is filling up – object main',
      'day 18.00 opened: hidden: Client lists too much – client nightly',
      'day 18.00 opened: Suppression has ended',
      'day 20.00 opened: deleted: Cluster is not in the fleet any more',
      'day 24.00 worsened: Worse: growing: etcd is filling up – object main',
    ]);
  });

  test('everything arrived, once', () => {
    expect(undisturbed.deliveries.filter(({ status }) => status !== 'sent')).toEqual([]);
    expect(undisturbed.got).toHaveLength(undisturbed.deliveries.length);
    expect(once(undisturbed.got)).toHaveLength(undisturbed.got.length);
  });

  test('queues that deliver every message twice make no difference', async () => {
    const twice = await replay({ copies: 2 });
    expect(twice.got).toHaveLength(undisturbed.got.length);
    expect(once(twice.got)).toEqual(once(undisturbed.got));
  });

  // It is the thirty days twice, with hundreds of deaths each.
  test(
    'nor does a process that dies at every step, before or after it took effect',
    { timeout: 120_000 },
    async () => {
      const steps = new Set<string>();
      for (const seed of [1, 2]) {
        const killed = await replay({ dies: randomOf(seed) });
        expect(once(killed.got), `seed ${seed}`).toEqual(once(undisturbed.got));
        expect(killed.deliveries.filter(({ status }) => status !== 'sent')).toEqual([]);
        for (const step of killed.deaths.keys()) steps.add(step);
      }
      expect([...steps].toSorted()).toEqual([
        'after addDecision',
        'after addDelivery',
        'after changeDelivery',
        'after changeReceiverHealth',
        'after endTurn',
        'after openFindings',
        'after send',
        'after takeTurn',
        'after the receiver',
        'before addDecision',
        'before addDelivery',
        'before changeDelivery',
        'before changeReceiverHealth',
        'before endTurn',
        'before openFindings',
        'before send',
        'before takeTurn',
        'before the receiver',
      ]);
    },
  );
});
