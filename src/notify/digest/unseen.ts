/** What a digest does not know, a sentence each: told before anything that sounds like good news. */
import { unseenPartsOf } from '../../model.ts';
import type { LatestAudit } from '../../model.ts';
import { unseenWords } from '../../report/insights/words.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, listInWords } from '../../shared/format.ts';
import type { DigestFacts } from './facts.ts';
import { longestName } from './items.ts';

const longestSentence = 600;

export function unseenSentences(facts: DigestFacts): readonly string[] {
  return [
    ...noClusters(facts),
    ...staleSweep(facts),
    ...sweepWords(facts),
    ...unreadable(facts),
    ...nothingToAudit(facts),
    ...gone(facts),
    ...withoutTags(facts),
    ...withoutClients(facts),
    ...withoutForecast(facts),
  ].map((sentence) => cleanText(sentence, longestSentence));
}

function noClusters({ report: { owner, name }, clusters, untagged }: DigestFacts): readonly string[] {
  if (clusters.length > 0) return [];
  if (owner === null) return ['No cluster is known yet, so this report can say nothing.'];
  const why =
    untagged.length === 0
      ? `Correct the owner of the report ${name} in the notification file, or tag its clusters.`
      : 'Tags are known only of clusters that Azure told of.';
  return [`No cluster is known to have the tag ${owner}, so this report can say nothing. ${why}`];
}

/** A report must not pass old news for what is now. */
function staleSweep({ sweep, period }: DigestFacts): readonly string[] {
  if (sweep === null) return ['No sweep has closed yet.'];
  if (Date.parse(sweep.startedAt) >= period.from.getTime()) return [];
  const began = `${sweep.startedAt.slice(0, 10)} ${sweep.startedAt.slice(11, 16)} UTC`;
  return [
    `No sweep was made and closed in this period: the newest began on ${began}, and all is as it was then.`,
  ];
}

function sweepWords({ sweep }: DigestFacts): readonly string[] {
  return sweep === null ? [] : unseenPartsOf(sweep);
}

function unreadable({ clusters }: DigestFacts): readonly string[] {
  const found = clusters.filter(({ entries }) => entries === null).map(({ latest }) => latest);
  if (found.length === 0) return [];
  return [
    `What is stored of the findings of ${namesOf(found)} cannot be read, so they are missing here: see the log of the app.`,
  ];
}

function nothingToAudit({ clusters }: DigestFacts): readonly string[] {
  const found = clusters.filter(({ skipped }) => skipped).map(({ latest }) => latest);
  if (found.length === 0) return [];
  return [`There was nothing to audit in ${namesOf(found)}, e.g. because ${it(found)} stopped.`];
}

/** Those that went in the period; earlier ones were told before. */
function gone({ vanished, period }: DigestFacts): readonly string[] {
  const found = vanished.filter(
    ({ notAudited }) => notAudited !== undefined && Date.parse(notAudited.at) > period.from.getTime(),
  );
  if (found.length === 0) return [];
  return [`In this period ${namesOf(found)} left the fleet, and ${it(found)} not counted any more.`];
}

function withoutTags({ untagged }: DigestFacts): readonly string[] {
  if (untagged.length === 0) return [];
  return [
    `The tags of ${countOf(untagged.length, 'cluster')} are not known, so nobody can tell whose: ${namesOf(untagged)}.`,
  ];
}

/** A client that is heavy there, or new, is not known. */
function withoutClients({ clusters, insights }: DigestFacts): readonly string[] {
  // Of those that were not audited it is told already.
  const seen = new Set(
    clusters.flatMap(({ latest, notAudited, skipped }) =>
      notAudited === null && !skipped ? [latest.cluster.key] : [],
    ),
  );
  const found = insights.sharedClients.unseen.filter(({ cluster }) => seen.has(cluster.key));
  const words = unseenWords('Clients are not known, or not all,', {
    unseen: found,
    unseenTotal: found.length,
  });
  return words === null ? [] : [words];
}

function withoutForecast({ clusters }: DigestFacts): readonly string[] {
  // Of those that were not audited it is told already.
  const found = clusters.filter(
    ({ etcdForecast, skipped, notAudited }) => !etcdForecast && !skipped && notAudited === null,
  );
  if (found.length === 0) return [];
  return [
    `There is no forecast of etcd for ${namesOf(found.map(({ latest }) => latest))}: too little was seen of it.`,
  ];
}

function namesOf(clusters: readonly LatestAudit[]): string {
  return listInWords(clusters.map(({ cluster }) => cleanText(cluster.name, longestName)));
}

function it(clusters: readonly unknown[]): string {
  return clusters.length === 1 ? 'it is' : 'they are';
}
