/** Findings as a digest tells them. */
import type { BaselineEntry, ClusterRef } from '../../model.ts';
import { bySeverity } from '../../model.ts';
import type { AlertChange, DigestList, NotificationCluster, NotificationItem } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { compareText } from '../../shared/compare-text.ts';
import { clusterUrl, findingUrl, goneFindingsUrl } from '../links.ts';
import type { DigestFacts } from './facts.ts';

/** Of each list. */
const mostItems = 10;

/** Longer than a name in Azure or Kubernetes is. */
export const longestName = 100;
const longestSummary = 400;

export interface FindingOf {
  readonly cluster: ClusterRef;
  readonly entry: BaselineEntry;
}

/** The worst of some findings, those first that are open for longest, and how many there are. */
export function listOf(
  findings: readonly FindingOf[],
  changeOf: (entry: BaselineEntry) => AlertChange,
  facts: DigestFacts,
): DigestList {
  const shown = findings.toSorted(byNeed).slice(0, mostItems);
  return {
    items: shown.map((finding) => itemOf(finding, changeOf(finding.entry), facts)),
    total: findings.length,
  };
}

export function clusterOf(
  { key, name }: Pick<ClusterRef, 'key' | 'name'>,
  baseUrl: string | null,
): NotificationCluster {
  return { key, name: cleanText(name, longestName), url: clusterUrl(baseUrl, key) };
}

function byNeed(left: FindingOf, right: FindingOf): number {
  return (
    bySeverity(left.entry, right.entry) ||
    compareText(left.entry.firstSeen.at, right.entry.firstSeen.at) ||
    compareText(left.entry.fingerprint, right.entry.fingerprint)
  );
}

function itemOf(
  { cluster, entry }: FindingOf,
  change: AlertChange,
  { titles, baseUrl }: DigestFacts,
): NotificationItem {
  const { fingerprint, check, severity, summary, culprit, confidence, firstSeen, state } = entry;
  const found = state === 'new' || state === 'unchanged';
  return {
    alertId: fingerprint,
    change,
    kind: 'finding',
    severity,
    check: { id: check, title: titles.get(check) ?? check },
    cluster: clusterOf(cluster, baseUrl),
    cause: culprit === undefined ? null : { ...culprit, name: cleanText(culprit.name, longestName) },
    summary: cleanText(summary, longestSummary),
    since: firstSeen.at,
    confidence: confidence ?? null,
    // Only what the newest audit found has a card on the page.
    url: found ? findingUrl(baseUrl, cluster.key, fingerprint) : goneFindingsUrl(baseUrl, cluster.key),
  };
}
