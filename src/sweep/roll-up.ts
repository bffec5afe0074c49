/** Hours and days of figures, made anew from what is stored each time: doing it twice writes the same rows. */
import { figuresOf } from '../figures.ts';
import { joined, rollUp } from '../judgement/rollup.ts';
import type { AuditResult } from '../model.ts';
import type { Grain, History, RollupOwner } from '../store/history.ts';
import { fleetOwner } from '../store/history.ts';
import { startOfSweep } from '../store/keys.ts';
import { dayMs, hourMs } from '../shared/durations.ts';

type Figures = Readonly<Record<string, number>>;

/** Rolls the hour and the day of an audit up. They are those in which its sweep started, however late it ended. */
export async function rollUpCluster(history: History, { cluster, sweepId }: AuditResult): Promise<void> {
  await rollUpOwner(history, cluster.key, sweepId, async (from, to) =>
    (await history.headlines(cluster.key, from, to)).map(({ headline }) => figuresOf(headline)),
  );
}

/** Rolls the hour and the day of a closed sweep up for the fleet. */
export async function rollUpFleet(history: History, sweepId: string): Promise<void> {
  await rollUpOwner(history, fleetOwner, sweepId, async (from, to) =>
    (await history.sweepsBetween(from, to)).flatMap(({ summary }) =>
      summary?.figures === undefined ? [] : [summary.figures],
    ),
  );
}

async function rollUpOwner(
  history: History,
  owner: RollupOwner,
  sweepId: string,
  figuresBetween: (from: Date, to: Date) => Promise<readonly Figures[]>,
): Promise<void> {
  const start = startOfSweep(sweepId);
  if (start === null) throw new TypeError(`"${sweepId}" is not the id of a sweep.`);
  const hour = spanAround(start, 'hour');
  const figures = rollUp(await figuresBetween(hour.from, hour.to));
  await history.saveRollup(owner, 'hour', { at: hour.from.toISOString(), figures });
  const day = spanAround(start, 'day');
  const hours = await history.rollups(owner, 'hour', day);
  await history.saveRollup(owner, 'day', {
    at: day.from.toISOString(),
    figures: joined(hours.map((one) => one.figures)),
  });
}

const lengthMs: Readonly<Record<Grain, number>> = { hour: hourMs, day: dayMs };

/** First and last millisecond of the hour or day, UTC, that a moment is in. */
function spanAround(moment: Date, grain: Grain): { readonly from: Date; readonly to: Date } {
  const length = lengthMs[grain];
  const from = Math.floor(moment.getTime() / length) * length;
  return { from: new Date(from), to: new Date(from + length - 1) };
}
