import type { LogSpan } from '../../src/model.ts';
import type { EvidenceByCluster } from '../../src/store/history.ts';
import type { FleetPort, SurveyedCluster } from '../../src/sweep/context.ts';
import { dayMilliseconds } from '../sample/time.ts';

type Survey = FleetPort['survey'];
type Evidence = EvidenceByCluster extends ReadonlyMap<string, infer One> ? One : never;

/** Long enough to save most of the work, short enough that a chart is not the same all along. */
const renewedDays = 15;

/**
 * Making and asking sixty thousand rows of log takes longer than all the rest of a sweep, and within a phase of a story
 * its clients do the same all the time. So a log is asked once a phase, and anew after two weeks, by the real queries; other sweeps of that
 * time get the same answer with its times moved to theirs. `phaseOf` answers null where that would be wrong.
 */
export function rememberedSurveys(
  survey: Survey,
  phaseOf: (clusterId: string, span: LogSpan) => string | null,
): Survey {
  const kept = new Map<string, { readonly from: number; readonly evidence: Evidence }>();

  function knownOf(one: SurveyedCluster, span: LogSpan, from: number): Evidence | null {
    const known = kept.get(keyOf(one, span) ?? '');
    if (known === undefined || from - known.from >= renewedDays * dayMilliseconds) return null;
    return movedBy(known.evidence, from - known.from);
  }

  function keyOf({ cluster, unneeded }: SurveyedCluster, span: LogSpan): string | null {
    const phase = phaseOf(cluster.id, span);
    const length = Date.parse(span.to) - Date.parse(span.from);
    return phase === null ? null : [cluster.key, phase, length, ...Object.keys(unneeded)].join(' ');
  }

  return async (clusters, span, kinds) => {
    const from = Date.parse(span.from);
    const all = new Map<string, Evidence>();
    const unknown: SurveyedCluster[] = [];
    for (const one of clusters) {
      const known = knownOf(one, span, from);
      if (known === null) unknown.push(one);
      else all.set(one.cluster.key, known);
    }
    const answers = unknown.length === 0 ? new Map<string, Evidence>() : await survey(unknown, span, kinds);
    for (const one of unknown) {
      const evidence = answers.get(one.cluster.key) ?? {};
      const key = keyOf(one, span);
      if (key !== null) kept.set(key, { from, evidence });
      all.set(one.cluster.key, evidence);
    }
    return all;
  };
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u;
/** A time in the text of a query, which has others such as `datetime(null)`. */
const queryTime = /(?<=datetime\()\d{4}-\d\d-\d\dT[\d:.]+Z(?=\))/gu;

/** The same with every time in it so much later. Times within other texts stay: they are quotes of a log. */
function movedBy<T>(value: T, milliseconds: number): T {
  const later = (time: string): string => new Date(Date.parse(time) + milliseconds).toISOString();
  return JSON.parse(JSON.stringify(value), (key, part: unknown) => {
    if (typeof part !== 'string') return part;
    if (key === 'kql') return part.replaceAll(queryTime, later);
    return isoTime.test(part) ? later(part) : part;
  }) as T; // Evidence is JSON: it is stored as such between two steps of a sweep.
}
