/** A fleet, a clock and queues in memory, in which a sweep can be run, killed anywhere and told everything twice. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { defineCheck, verdictOf } from '../../src/checks/define-check.ts';
import type { CollectOutput } from '../../src/evidence/collect.ts';
import type { Collected, EvidenceKind } from '../../src/evidence/index.ts';
import type { ClusterRef, FindingDraft, Gathered, Policy } from '../../src/model.ts';
import { sweepHandlers } from '../../local/sweep-handlers.ts';
import type { Metrics } from '../../src/metrics.ts';
import { noMetrics } from '../../src/metrics.ts';
import type { NotifyContext } from '../../src/notify/context.ts';
import { currentPolicy, noPolicy } from '../../src/policy/current-policy.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import type { QueueName } from '../../src/store/queues.ts';
import type { MemoryQueues, MessageHandlers, QueueClock } from '../../src/store/memory-queues.ts';
import { memoryQueues } from '../../src/store/memory-queues.ts';
import type { SweepContext } from '../../src/sweep/context.ts';
import type { PoisonMessage } from '../../src/sweep/give-up.ts';
import { giveUp } from '../../src/sweep/give-up.ts';
import { startSweep } from '../../src/sweep/plan.ts';
import { auditLogging, auditSource, loggedHeartbeats } from './azure-evidence.ts';
import { gathered } from './evidence.ts';
import { findingOf } from './verdicts.ts';

export const start = new Date('2026-11-24T06:00:00.000Z');

export function clusterNamed(name: string): ClusterRef {
  return { key: name, id: `kubeconfig:${name}`, name, source: { kind: 'kubeconfig', context: name } };
}

/** One silent node fails it unless more are allowed, none passes it; without the evidence it is unknown. */
const silentNodesCheck = defineCheck({
  id: 'silent-nodes',
  title: 'Silent nodes',
  passTitle: 'All nodes speak',
  category: 'network',
  severity: 'high',
  guide: 'C1',
  rationale: 'A silent node does not work.',
  remedy: 'Mend the network.',
  learnMore: 'https://example.com',
  requires: ['nodeHeartbeats'],
  uses: [],
  thresholds: { least: { value: 1, unit: 'nodes', source: 'https://example.com' } },
  evaluate: ({ nodeHeartbeats: { nodes } }, { thresholds: { least } }) => {
    const silent = nodes.filter(({ renewedAt }) => renewedAt === null);
    return verdictOf(nodes.length, silent.length < least ? [] : silent.map(({ node }) => silentNode(node)));
  },
});

function silentNode(node: string): FindingDraft {
  const { check: _check, fingerprint: _fingerprint, ...draft } = findingOf('silent-nodes', node, 'high');
  return draft;
}

/** What a cluster's API server shows: nodes by name, and whether each speaks; or how the reading ends. */
type Nodes = Readonly<Record<string, boolean>> | 'forbidden' | 'breaks';

/** Thrown by an adapter to end the process in the middle of a step. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export interface World {
  readonly context: SweepContext;
  /** Null when nobody is told anything. */
  readonly notifying: NotifyContext | null;
  readonly history: History;
  readonly queues: MemoryQueues;
  readonly clock: QueueClock & { moveTo(time: Date): void };
  /** How often each cluster was read. */
  readonly reads: Map<string, number>;
  /** What each cluster's audit was handed from the stages before it, newest last. */
  readonly handed: Map<string, Collected>;
  /** Each survey with its clusters and each audit, as they began. */
  readonly steps: string[];
  readonly log: string[];
  /** Starts a sweep as the timer does, then delivers messages until none is left. */
  sweep(): Promise<void>;
  /** Delivers messages until none is left. */
  drain(): Promise<void>;
}

export interface WorldOptions {
  readonly fleet: () => Readonly<Record<string, Nodes>>;
  /** Clusters with an audit log, and the workspace it goes to. */
  readonly workspaces?: Readonly<Record<string, string>>;
  /** Clusters that are stopped. */
  readonly stopped?: () => readonly string[];
  /** Clusters that a rule leaves out, and why. */
  readonly leftOut?: () => Readonly<Record<string, string>>;
  /** Parts of the fleet that cannot be seen. */
  readonly unseen?: () => readonly string[];
  /** What a survey does beside giving heartbeats; a throw is a fault of ours. */
  readonly onSurvey?: () => void | Promise<void>;
  readonly copies?: number;
  /** Entries of the policy file; those of the API are in the history. */
  readonly policyFile?: Policy;
  readonly history?: History;
  readonly wrap?: <T extends object>(adapter: T) => T;
  /** What people decided about notifications, and what receives them; without it nobody is told anything. */
  readonly notify?: Pick<NotifyContext, 'settings' | 'receiverOf'> & Partial<Pick<NotifyContext, 'sealer'>>;
  /** Around what notifications write to. */
  readonly wrapNotify?: <T extends object>(adapter: T) => T;
  readonly checks?: readonly AnyCheck[];
  /** Is told every line, and every metric. */
  readonly told?: { readonly log: Logger; readonly metrics: Metrics };
}

export function worldOf({
  fleet,
  workspaces = {},
  stopped = () => [],
  leftOut = () => ({}),
  unseen = () => [],
  onSurvey = () => undefined,
  copies = 1,
  policyFile = noPolicy,
  history = memoryHistory(),
  wrap = (same) => same,
  notify,
  wrapNotify = (same) => same,
  checks = [silentNodesCheck],
  told,
}: WorldOptions): World {
  const clock = movableClock();
  const queues = memoryQueues(clock, { copies });
  const reads = new Map<string, number>();
  const handed = new Map<string, Collected>();
  const steps: string[] = [];
  const log: string[] = [];
  const poison: PoisonMessage[] = [];
  const context: SweepContext = {
    history: wrap(history),
    queues: wrap({ send: queues.send.bind(queues) }),
    checks,
    policy: currentPolicy(policyFile, history, () => clock.now()),
    discover: async () => ({
      clusters: Object.keys(fleet()).map((name) => ({
        cluster: clusterNamed(name),
        skip: stopped().includes(name) ? 'It is stopped.' : null,
        evidence: {},
      })),
      leftOut: new Map(Object.entries(leftOut())),
      unseen: unseen(),
    }),
    gatherFleet: async (clusters) =>
      new Map(clusters.map(({ cluster }) => [cluster.key, loggingOf(workspaces[cluster.name])])),
    survey: async (clusters) => {
      steps.push(`survey ${clusters.map(({ cluster }) => cluster.name).join(' ')}`);
      await onSurvey();
      const heartbeats = gathered(loggedHeartbeats());
      return new Map(clusters.map(({ cluster }) => [cluster.key, { loggedHeartbeats: heartbeats }]));
    },
    outOfScope: () => null,
    collect: async (cluster, kinds, known) => {
      steps.push(`audit ${cluster.name}`);
      handed.set(cluster.name, known);
      reads.set(cluster.name, (reads.get(cluster.name) ?? 0) + 1);
      return collected(fleet()[cluster.name] ?? {}, kinds, clock.now());
    },
    now: () => clock.now(),
    log: told?.log ?? loggerInto(log),
    metrics: told?.metrics ?? noMetrics,
    options: { deadlineMinutes: 55, closeCheckSeconds: 30, logWindowMinutes: 60, logDelayMinutes: 15 },
  };

  const notifying: NotifyContext | null =
    notify === undefined
      ? null
      : {
          sealer: null,
          ...notify,
          history: wrapNotify(context.history),
          queues: wrapNotify(context.queues),
          checks,
          policy: context.policy,
          baseUrl: 'https://fleet.example.com',
          now: context.now,
          random: () => 0.5,
          log: context.log,
          metrics: context.metrics,
        };

  /** They are in a queue too: one that was not handled to its end is delivered again. */
  async function handlePoison(): Promise<void> {
    for (let [first] = poison; first !== undefined; [first] = poison) {
      await giveUp(context, first);
      poison.shift();
    }
  }

  /**
   * A throw of `Killed` is the end of the process: what was being handled goes back to its queue, and nothing of the
   * old process runs on.
   */
  async function drain(): Promise<void> {
    await handlePoison();
    const death = Promise.withResolvers<never>();
    const alive = (queue: QueueName, handle: (item: unknown) => Promise<void>) => async (item: unknown) => {
      try {
        await handle(item);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        await queues.send(queue, item);
        death.reject(error);
        await new Promise(() => undefined);
      }
    };
    const handlers = Object.entries(sweepHandlers(context, notifying));
    const drained = queues.drain(
      // Every queue, with its own handler.
      Object.fromEntries(
        handlers.map(([queue, handle]) => [queue, alive(queue as QueueName, handle)]),
      ) as unknown as MessageHandlers,
      {
        givenUp: async (queue, id, item) => {
          poison.push({ queue, id, item });
          await handlePoison();
        },
      },
    );
    await Promise.race([drained, death.promise]);
  }

  async function sweep(): Promise<void> {
    await startSweep(context, 'timer');
    await drain();
  }

  return { context, notifying, history, queues, clock, reads, handed, steps, log, sweep, drain };
}

function loggingOf(workspace: string | undefined): Readonly<Record<string, Gathered<unknown>>> {
  const source = workspace === undefined ? null : auditSource({ workspaceId: workspace });
  return { auditLogging: gathered(auditLogging({ source })) };
}

function collected(nodes: Nodes, kinds: readonly EvidenceKind[], at: Date): CollectOutput {
  if (nodes === 'breaks') throw new Error('the reader broke');
  const evidence: Collected =
    nodes === 'forbidden'
      ? {
          nodeHeartbeats: {
            ok: false,
            reason: 'forbidden',
            detail: 'Leases are forbidden.',
            remedy: 'Grant them.',
          },
        }
      : {
          nodeHeartbeats: {
            ok: true,
            at: at.toISOString(),
            value: {
              nodes: Object.entries(nodes).map(([node, speaks]) => ({
                node,
                pool: null,
                renewedAt: speaks ? at.toISOString() : null,
              })),
              total: Object.keys(nodes).length,
              truncated: false,
            },
          },
        };
  const load = { requests: 2, bytes: 100, objects: 3 };
  const status = kinds.map((kind) => ({
    kind,
    milliseconds: 5,
    load,
    ok: true as const,
    at: at.toISOString(),
  }));
  return { evidence, status, load };
}

function movableClock(): World['clock'] {
  let now = start;
  const moveTo = (time: Date): void => {
    if (time > now) now = time;
  };
  return { now: () => now, moveTo, waitUntil: async (time) => moveTo(time) };
}

function loggerInto(log: string[]): Logger {
  const write = (message: string): void => void log.push(message);
  return { info: write, warn: write, error: write };
}
