import type { BaselineEntry, Gathered } from '../model.ts';
import type { DeadLetter, EvidenceByCluster, History, Note, Notes } from './history.ts';
import { deadLetterRowKey } from './keys.ts';
import { memoryAudits } from './memory/audits.ts';
import { memoryLedger } from './memory/ledger.ts';
import { memoryPolicy } from './memory/policy.ts';
import { memoryRollups } from './memory/rollups.ts';
import { inKeyOrder, partition } from './memory/rows.ts';
import { memorySweeps } from './memory/sweeps.ts';

/** History that lives as long as the process: for one sweep from the command line, and for tests. */
export function memoryHistory(): History {
  return {
    ...memorySweeps(),
    ...memoryLedger(),
    ...memoryEvidence(),
    ...memoryAudits(),
    ...memoryRollups(),
    ...memoryPolicy(),
    ...memoryBaseline(),
    ...memoryTurns(),
    ...memoryNotes(),
    ...memoryDeadLetters(),
    // It lives for one sweep: nothing in it grows old.
    prune: async () => ({}),
  };
}

function memoryEvidence(): Pick<History, 'saveEvidence' | 'evidence'> {
  const byCluster = new Map<string, Readonly<Record<string, Gathered<unknown>>>>();
  const keyOf = (sweepId: string, clusterKey: string): string => JSON.stringify([sweepId, clusterKey]);

  return {
    async saveEvidence(sweepId: string, evidence: EvidenceByCluster) {
      for (const [clusterKey, kinds] of evidence) {
        const key = keyOf(sweepId, clusterKey);
        byCluster.set(key, { ...byCluster.get(key), ...kinds });
      }
    },
    async evidence(sweepId, clusterKey) {
      return byCluster.get(keyOf(sweepId, clusterKey)) ?? {};
    },
  };
}

function memoryBaseline(): Pick<History, 'baseline' | 'saveBaseline'> {
  const byCluster = new Map<string, Map<string, BaselineEntry>>();

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
export function memoryNotes(): Notes {
  const notes = new Map<string, Note>();
  const keyOf = (clusterKey: string, name: string): string => JSON.stringify([clusterKey, name]);

  return {
    async note(clusterKey, name) {
      return notes.get(keyOf(clusterKey, name)) ?? null;
    },
    async keepNote(clusterKey: string, name: string, note: Note) {
      notes.set(keyOf(clusterKey, name), note);
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

function memoryDeadLetters(): Pick<History, 'keepDeadLetter' | 'deadLetters'> {
  const letters = new Map<string, DeadLetter>();

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
