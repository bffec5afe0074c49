import type {
  AuditResult,
  BaselineEntry,
  BusyClients,
  FleetMemory,
  Gathered,
  LatestAudit,
  LedgerEntry,
  Sweep,
} from '../../model.ts';
import type { Decision, Delivery, ReceiverHealth, Subscription } from '../../notification.ts';
import type { Observation } from '../../observation.ts';
import type { DeadLetter, Note, Rollup } from '../history.ts';
import type { OpenFindings } from '../latest-row.ts';

/** A row of audits. */
export interface MemoryAudit {
  readonly audit: AuditResult;
  readonly observation: Observation | null;
}

/** What is remembered, in maps by partition and row, as a table has it. */
export interface MemoryTables {
  /** By row key; so are the rows of all other partitions, where nothing else is said. */
  readonly sweeps: Map<string, Sweep>;
  readonly ledger: Map<string, Map<string, LedgerEntry>>;
  /** By sweep, then by cluster; evidence by kind. */
  readonly evidence: Map<string, Map<string, Readonly<Record<string, Gathered<unknown>>>>>;
  readonly audits: Map<string, Map<string, MemoryAudit>>;
  readonly latest: Map<string, LatestAudit>;
  readonly open: Map<string, OpenFindings>;
  readonly busy: Map<string, BusyClients>;
  /** One row or none. */
  readonly fleetMemory: Map<'memory', FleetMemory>;
  readonly findings: Map<string, Map<string, BaselineEntry>>;
  readonly rollups: Map<string, Map<string, Rollup>>;
  /** By cluster, then by name. */
  readonly notes: Map<string, Map<string, Note>>;
  readonly deadLetters: Map<string, DeadLetter>;
  readonly decisions: Map<string, Decision>;
  readonly deliveries: Map<string, Delivery>;
  readonly subscriptions: Map<string, Subscription>;
  readonly receiverHealth: Map<string, ReceiverHealth>;
}

export function memoryTables(): MemoryTables {
  return {
    sweeps: new Map(),
    ledger: new Map(),
    evidence: new Map(),
    audits: new Map(),
    latest: new Map(),
    open: new Map(),
    busy: new Map(),
    fleetMemory: new Map(),
    findings: new Map(),
    rollups: new Map(),
    notes: new Map(),
    deadLetters: new Map(),
    decisions: new Map(),
    deliveries: new Map(),
    subscriptions: new Map(),
    receiverHealth: new Map(),
  };
}
