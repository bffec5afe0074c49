import type { BaselineEntry } from '../model.ts';
import type { DeadLetter, EvidenceByCluster, History, Note, Notes } from './history.ts';
import { deadLetterRowKey } from './keys.ts';
import { memoryAudits } from './memory/audits.ts';
import { memoryLedger } from './memory/ledger.ts';
import { memoryNotify } from './memory/notify.ts';
import { memoryPolicy } from './memory/policy.ts';
import { memoryPrune } from './memory/prune.ts';
import { memoryRollups } from './memory/rollups.ts';
import { inKeyOrder, partition } from './memory/rows.ts';
import { memorySweeps } from './memory/sweeps.ts';
import type { MemoryTables } from './memory/tables.ts';
import { memoryTables } from './memory/tables.ts';

/** History that lives as long as the process: for one sweep from the command line, and for tests. */
export function memoryHistory(): History {
  const tables = memoryTables();
  return {
    ...memorySweeps(tables),
    ...memoryLedger(tables),
    ...memoryEvidence(tables),
    ...memoryAudits(tables),
    ...memoryRollups(tables),
    ...memoryPolicy(),
    ...memoryBaseline(tables),
    ...memoryTurns(),
    ...memoryNotes(tables),
    ...memoryFleetMemory(tables),
    ...memoryDeadLetters(tables),
    ...memoryNotify(tables),
    ...memoryPrune(tables),
  };
}

function memoryEvidence({ evidence: bySweep }: MemoryTables): Pick<History, 'saveEvidence' | 'evidence'> {
  return {
    async saveEvidence(sweepId: string, evidence: EvidenceByCluster) {
      const clusters = partition(bySweep, sweepId);
      for (const [clusterKey, kinds] of evidence) {
        clusters.set(clusterKey, { ...clusters.get(clusterKey), ...kinds });
      }
    },
    async evidence(sweepId, clusterKey) {
      return bySweep.get(sweepId)?.get(clusterKey) ?? {};
    },
  };
}

function memoryBaseline({ findings: byCluster }: MemoryTables): Pick<History, 'baseline' | 'saveBaseline'> {
  return {
    async baseline(clusterKey) {
      return inKeyOrder(byCluster.get(clusterKey)).map(([, entry]) => entry);
    },
    async saveBaseline(clusterKey: string, entries: readonly BaselineEntry[]) {
      const baseline = partition(byCluster, clusterKey);
      for (const entry of entries) baseline.set(entry.fingerprint, entry);
    },
  };
}

/** Notes that live as long as the process. */
export function memoryNotes({ notes }: Pick<MemoryTables, 'notes'> = memoryTables()): Notes {
  return {
    async note(clusterKey, name) {
      return notes.get(clusterKey)?.get(name) ?? null;
    },
    async keepNote(clusterKey: string, name: string, note: Note) {
      partition(notes, clusterKey).set(name, note);
    },
  };
}

function memoryFleetMemory({
  fleetMemory: rows,
}: MemoryTables): Pick<History, 'fleetMemory' | 'saveFleetMemory'> {
  return {
    async fleetMemory() {
      return rows.get('memory') ?? null;
    },
    async saveFleetMemory(memory) {
      rows.set('memory', memory);
    },
  };
}

function memoryTurns(): Pick<History, 'takeTurn' | 'endTurn'> {
  const turns = new Map<string, { readonly holder: string; readonly until: Date }>();

  return {
    async takeTurn(
      name: string,
      holder: string,
      { now, until }: { readonly now: Date; readonly until: Date },
    ) {
      const turn = turns.get(name);
      if (turn !== undefined && turn.holder !== holder && turn.until > now) return false;
      turns.set(name, { holder, until });
      return true;
    },
    async endTurn(name: string, holder: string) {
      if (turns.get(name)?.holder === holder) turns.delete(name);
    },
  };
}

function memoryDeadLetters({
  deadLetters: letters,
}: MemoryTables): Pick<History, 'keepDeadLetter' | 'deadLetters'> {
  return {
    async keepDeadLetter(letter: DeadLetter) {
      letters.set(deadLetterRowKey(letter.at, letter.queue, letter.messageId), letter);
    },
    async deadLetters(limit) {
      return inKeyOrder(letters)
        .slice(0, limit)
        .map(([, letter]) => letter);
    },
  };
}
