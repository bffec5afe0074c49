/** Which routes an alert goes by. */
import { isWorse } from '../../model.ts';
import type { Alert, AlertMatch } from '../../notification.ts';
import { patternOf } from '../../shared/pattern.ts';
import { hasTag, tagRule } from '../../shared/tag-rule.ts';
import type { Route } from '../settings/notify-settings.ts';

export type AlertMatcher = (alert: Alert) => boolean;

/**
 * Whether alerts are as a match says: all that is given has to be true. What is about the whole fleet has neither tags nor
 * a name of a cluster, and what is no finding has no check: a match that asks for them does not take it.
 */
export function matcherOf({ severity, checks, categories, tags, clusters }: AlertMatch): AlertMatcher {
  const mildest = severity ?? 'info';
  const rules = tags?.map(tagRule);
  const patterns = clusters?.map(patternOf);
  return ({ severity, check, category, cluster }) => {
    if (isWorse(mildest, severity)) return false;
    if (checks !== undefined && (check === null || !checks.includes(check))) return false;
    if (categories !== undefined && (category === null || !categories.includes(category))) return false;
    if (rules !== undefined && (cluster === null || !rules.some((rule) => hasTag(cluster.tags, rule)))) {
      return false;
    }
    return patterns === undefined || (cluster !== null && patterns.some((fits) => fits(cluster.name)));
  };
}

/**
 * The routes that take an alert, in their order: the first that matches, and beyond those that say `continue` the next.
 * Never none: the last is the default route, which matches everything.
 */
export function routesFor(routes: readonly Route[], alert: Alert): readonly Route[] {
  const taking: Route[] = [];
  for (const route of routes) {
    if (!matcherFor(route)(alert)) continue;
    taking.push(route);
    if (!route.continue) break;
  }
  return taking;
}

const matchers = new WeakMap<Route, AlertMatcher>();

/** Made once for each route: a sweep has thousands of alerts. */
function matcherFor(route: Route): AlertMatcher {
  const known = matchers.get(route);
  if (known !== undefined) return known;
  const made = matcherOf(route.match);
  matchers.set(route, made);
  return made;
}
