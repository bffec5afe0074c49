import type { History } from '../history.ts';
import type { Row } from '../codec.ts';
import { rowVersion } from '../codec.ts';
import type { Rows } from './rows.ts';

const partitionKey = 'turn';

/** A row for each turn that somebody has; one whose time is over is as good as none. */
export function tableTurns(rows: Rows): Pick<History, 'takeTurn' | 'endTurn'> {
  return {
    async takeTurn(name, holder, { now, until }) {
      const taken = turnRow(name, holder, until);
      if (await rows.insert(taken)) return true;
      const before = await rows.get(partitionKey, name);
      // Given back a moment ago: whoever comes next may have it.
      if (before === null) return rows.insert(taken);
      const held = before.properties['holder'] !== holder && !isOver(before.properties['until'], now);
      return held ? false : rows.replace(taken, before.etag);
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

function isOver(until: unknown, now: Date): boolean {
  return !(until instanceof Date) || until <= now;
}
