/** What a digest tells of its clusters together, beside what it tells of each. */
import type { DigestAcross } from '../../notification.ts';
import {
  heavyWords,
  newClientWords,
  newVersionWords,
  rememberedWords,
  sharedClientWords,
  subscriptionWords,
} from '../../report/insights/words.ts';
import { cleanText } from '../../shared/clean-text.ts';
import type { DigestFacts } from './facts.ts';

const mostItems = 10;
/** Clusters of a client of which more is told than their names. */
const mostDetails = 3;
const longestText = 400;

export function acrossOf({ insights, at }: DigestFacts): DigestAcross {
  const { sharedClients, newClients, newVersions, subscriptions, remembered } = insights;
  // What is new elsewhere is no news of these clusters.
  const isHere = ({ clustersTotal }: { readonly clustersTotal: number }): boolean => clustersTotal > 0;
  const items = [
    ...sharedClients.items.map((client) => ({
      text: sharedClientWords(client),
      details: client.clusters.slice(0, mostDetails).map((one) => `${one.cluster.name}: ${heavyWords(one)}`),
    })),
    ...newClients.items.filter(isHere).map((item) => ({ text: newClientWords(item), details: [] })),
    ...newVersions.items.filter(isHere).map((item) => ({ text: newVersionWords(item), details: [] })),
    // Of one subscription the coverage of the report is that of the subscription.
    ...(subscriptions.total < 2 ? [] : subscriptions.items)
      .filter(({ coverage }) => coverage !== null && coverage < 1)
      .map((item) => ({ text: subscriptionWords(item), details: [] })),
  ];
  const note = rememberedWords(remembered, at);
  return {
    items: items.slice(0, mostItems).map(({ text, details }) => ({
      text: cleanText(text, longestText),
      details: details.map((detail) => cleanText(detail, longestText)),
    })),
    total: items.length,
    note,
  };
}
