import type { History } from '../history.ts';
import type { Row } from '../codec.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

const partitionKey = 'turn';

/** A row for each turn that somebody has; one whose time is over is as good as none. */
export function tableTurns(rows: Rows): Pick<History, 'takeTurn' | 'endTurn'> {
  return {
    async takeTurn(name, holder, { now, until }) {
      const taken = turnRow(name, holder, until);
      for (;;) {
        if (await rows.insert(taken)) return true;
        const before = await rows.get(partitionKey, name);
        if (before === null) continue;
        const own = before.properties['holder'] === holder;
        // The answer to our own write may have got lost on its way.
        if (own && isAt(before.properties['until'], until)) return true;
        if (!own && !isOver(before.properties['until'], now)) return false;
        if (await rows.replace(taken, before.etag)) return true;
      }
    },
    async endTurn(name, holder) {
      const before = await rows.get(partitionKey, name);
      if (before === null || before.properties['holder'] !== holder) return;
      await rows.replace(turnRow(name, holder, new Date(0)), before.etag);
    },
  };
}

function turnRow(name: string, holder: string, until: Date): Row {
  return { partitionKey, rowKey: name, v: rowVersion, holder, until };
}

function isAt(until: unknown, time: Date): boolean {
  return until instanceof Date && until.getTime() === time.getTime();
}

function isOver(until: unknown, now: Date): boolean {
  return !(until instanceof Date) || until <= now;
}
