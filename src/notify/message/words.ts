/** The title and the summary of a message, as plain text. */
import { countBySeverity } from '../../judgement/score.ts';
import type { Culprit } from '../../model.ts';
import type { AlertChange } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, listInWords } from '../../shared/format.ts';
import type { Member } from '../decide/changes.ts';
import { isNews } from '../decide/changes.ts';
import { titleOfKind } from '../decide/group.ts';
import type { PlannedMessage } from '../decide/plan-target.ts';
import { severityCounts } from '../outline/words.ts';

interface Told {
  readonly reason: PlannedMessage['reason'];
  readonly members: readonly Member[];
  readonly cause: Culprit | null;
  /** Of the check that all are of; null when they are of several or none. */
  readonly checkTitle: string | null;
  readonly clusterNames: readonly string[];
}

const longestTitle = 150;
/** A longer one would leave no room for what happened. */
const longestName = 60;

/** One line: where and what is news, after a word for what happened where it is no new problem. */
export function titleOf(told: Told): string {
  const news = told.members.filter(isNews);
  const members = news.length === 0 ? told.members : news;
  const prefix = isInPart(told.reason, told.members) ? 'Partly resolved: ' : prefixes[told.reason];
  return cleanText(`${prefix}${subjectOf({ ...told, members })}`, longestTitle);
}

/** Some of it is over, and some is not. */
function isInPart(reason: Told['reason'], members: readonly Member[]): boolean {
  return reason === 'resolved' && members.some(({ change }) => change !== 'resolved');
}

const prefixes: Readonly<Record<Told['reason'], string>> = {
  opened: '',
  worsened: 'Worse: ',
  'repeat due': 'Still open: ',
  resolved: 'Resolved: ',
  flapping: 'Comes and goes: ',
  'first sweep': 'First look: ',
  storm: '',
};

function subjectOf({ reason, members, cause, checkTitle }: Told): string {
  const where = placeOf(members);
  const isSummary = reason === 'storm' || reason === 'first sweep';
  if (isSummary || (cause === null && checkTitle === null && !areOfOneKind(members))) {
    return [where, countsInWords(members)].filter((part) => part !== '').join(': ');
  }
  const what = checkTitle ?? kindTitle(members) ?? countOf(members.length, 'finding');
  const by = cause === null ? '' : ` – ${cause.kind} ${cleanText(cause.name, longestName)}`;
  return where === '' ? `${what}${by}` : `${where}: ${what}${by}`;
}

function placeOf(members: readonly Member[]): string {
  const names = new Map(
    members.flatMap(({ alert: { cluster } }) =>
      cluster === null ? [] : [[cluster.key, cluster.name] as const],
    ),
  );
  const [only, ...rest] = names.values();
  if (only === undefined) return '';
  return rest.length === 0 ? cleanText(only, longestName) : countOf(names.size, 'cluster');
}

function areOfOneKind(members: readonly Member[]): boolean {
  const kind = members[0]?.alert.kind;
  return kind !== 'finding' && members.every(({ alert }) => alert.kind === kind);
}

function kindTitle(members: readonly Member[]): string | null {
  const kind = members[0]?.alert.kind;
  return kind === undefined || kind === 'finding' || !areOfOneKind(members) ? null : titleOfKind(kind);
}

/** `3 critical, 5 high findings`; resolved ones apart. */
function countsInWords(members: readonly Member[]): string {
  const open = members.filter(({ change }) => change !== 'resolved');
  const resolved = members.length - open.length;
  const parts = [
    severityCounts(countBySeverity(open.map(({ alert }) => alert))),
    resolved === 0 ? '' : `${resolved} resolved`,
  ].filter((part) => part !== '');
  return `${parts.join(', ')} ${members.length === 1 ? 'finding' : 'findings'}`;
}

/** What happened, one or two sentences. */
export function summaryOf(told: Told): string {
  const { members, reason, clusterNames } = told;
  const [first] = members;
  if (first === undefined) return '';
  if (members.length === 1) return cleanText(`${openings[reason]}${first.alert.summary}`, 600);
  const where =
    clusterNames.length < 2
      ? ''
      : ` in ${listInWords(
          clusterNames.map((name) => cleanText(name, longestName)),
          5,
        )}`;
  return cleanText(
    `${isInPart(reason, members) ? '' : openings[reason]}${changesInWords(members)}${where}. The worst: ${first.alert.summary}`,
    900,
  );
}

const openings: Readonly<Record<Told['reason'], string>> = {
  opened: '',
  worsened: '',
  'repeat due': 'This is still open. ',
  resolved: 'No longer so: ',
  flapping: 'This comes and goes, so not every turn is told. ',
  'first sweep': 'These clusters were looked at for the first time. ',
  storm: 'So much changed at once that it is told together. ',
};

const changeWords: Readonly<Record<AlertChange, string>> = {
  opened: 'new',
  worsened: 'worse',
  resolved: 'resolved',
  ongoing: 'still open',
};

function changesInWords(members: readonly Member[]): string {
  const counts = Object.entries(changeWords).flatMap(([change, word]) => {
    const count = members.filter((member) => member.change === change).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return listInWords(counts, 4);
}
