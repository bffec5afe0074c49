/** Which alerts a route or a subscription is about, as people write it. */
import type { AnyCheck } from '../../checks/define-check.ts';
import { severities } from '../../model.ts';
import { clusterPatternMeaning, knownWord, patternMember, tagMember } from '../../shared/text-members.ts';
import { members, namesOf, wordMember } from './members.ts';

export function matchMember(checks: readonly AnyCheck[]) {
  const ids = checks.map(({ id }) => id);
  const categories = [...new Set(checks.map(({ category }) => category))];
  const allChecks = 'GET /api/checks and the folder docs/checks have those there are.';
  return members({
    severity: wordMember('severity', severities)
      .describe('the mildest severity that it takes; every one without it')
      .exactOptional(),
    checks: namesOf(knownWord('check', ids, allChecks))
      .describe('ids of checks; alerts that are no findings have none')
      .exactOptional(),
    categories: namesOf(wordMember('category', categories))
      .describe('categories of checks; alerts that are no findings have none')
      .exactOptional(),
    tags: namesOf(tagMember)
      .describe('tags of which the cluster has one; alerts about the whole fleet have none')
      .exactOptional(),
    clusters: namesOf(patternMember('aks-prod-*').describe(clusterPatternMeaning))
      .describe('patterns of which one fits the name of the cluster; alerts about the whole fleet have none')
      .exactOptional(),
  }).describe('all that is given has to be true of an alert; nothing given is every alert');
}
