/** Routes that nothing ever comes to, because one before them takes it all. */
import { severities } from '../../model.ts';
import type { AlertMatch } from '../../notification.ts';
import { patternOf } from '../../shared/pattern.ts';
import { tagRule } from '../../shared/tag-rule.ts';

export interface RouteInFile {
  readonly place: string;
  readonly match: AlertMatch;
  readonly continue: boolean;
}

/** The default route is the last of them. */
export function reachProblems(routes: readonly RouteInFile[]): readonly string[] {
  return routes.flatMap(({ place, match }, at) => {
    const taker = routes.slice(0, at).find((before) => !before.continue && takesAll(before.match, match));
    if (taker === undefined) return [];
    return [
      `${place}: It is never reached: ${taker.place} before it takes all that it could. Change their order, let ${taker.place} match less, or give that "continue": true.`,
    ];
  });
}

/** Whether what the later one matches is matched by the earlier one for sure. */
function takesAll(earlier: AlertMatch, later: AlertMatch): boolean {
  return (
    mildest(earlier) >= mildest(later) &&
    takesEvery(earlier.checks, later.checks, isSame) &&
    takesEvery(earlier.categories, later.categories, isSame) &&
    takesEvery(earlier.tags, later.tags, tagTakes) &&
    takesEvery(earlier.clusters, later.clusters, patternTakes)
  );
}

function mildest({ severity }: AlertMatch): number {
  return severities.indexOf(severity ?? 'info');
}

function takesEvery(
  earlier: readonly string[] | undefined,
  later: readonly string[] | undefined,
  takes: (wide: string, narrow: string) => boolean,
): boolean {
  if (earlier === undefined) return true;
  return later !== undefined && later.every((narrow) => earlier.some((wide) => takes(wide, narrow)));
}

function isSame(wide: string, narrow: string): boolean {
  return wide === narrow;
}

function tagTakes(wide: string, narrow: string): boolean {
  const [rule, other] = [tagRule(wide), tagRule(narrow)];
  if (rule.name.toLowerCase() !== other.name.toLowerCase()) return false;
  return rule.value === null || (other.value !== null && patternTakes(rule.value, other.value));
}

/** A star stands for the stars of another too; a question mark may not. */
function patternTakes(wide: string, narrow: string): boolean {
  return wide.toLowerCase() === narrow.toLowerCase() || (!wide.includes('?') && patternOf(wide)(narrow));
}
