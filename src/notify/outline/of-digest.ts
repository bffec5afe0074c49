/** A scheduled report as an outline: how the fleet is, what cannot be seen, what is worst, what changed, what is coming. */
import type { Digest, DigestAcross, DigestForecast, DigestList } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { dateText } from '../../shared/moments.ts';
import { chartOf } from './chart.ts';
import { digestFigures, openText, sawEverything } from './digest-figures.ts';
import { entryOf } from './entry.ts';
import { safeUrl } from './link.ts';
import type { Entry, List, Outline, Section } from './outline.ts';
import { nameText, proseText, toneWords } from './words.ts';

const mostNotices = 10;

export function digestOutline(digest: Digest): Outline {
  const { title, period, owner, url: address } = digest;
  const url = safeUrl(address);
  const whose = owner === null ? 'The whole fleet' : `Clusters with the tag ${nameText(owner)}`;
  return {
    tone: 'report',
    label: toneWords.report,
    news: periodText(period),
    title: cleanText(title, 120) || 'Report',
    summary: `${whose}: ${openText(digest)}`,
    sections: sectionsOf(digest),
    link: url === null ? null : { text: 'Open the fleet in Fleet Auditor', url },
  };
}

/** What could not be seen comes before everything that it qualifies. */
function sectionsOf(digest: Digest): readonly Section[] {
  const { unseen, clusters, across, forecasts, forecastsTotal, endingSuppressions, charts, csv } = digest;
  const none = sawEverything(digest) ? 'None.' : 'None in what could be seen.';
  const sections: Section[] = [digestFigures(digest)];
  if (unseen.length > 0) {
    const texts = unseen.slice(0, mostNotices).map((text) => proseText(text));
    if (unseen.length > mostNotices)
      texts.push(`And ${unseen.length - mostNotices} more parts of the fleet.`);
    sections.push({ kind: 'notices', title: 'Not seen, so not counted here', texts });
  }
  if (clusters.notAuditedTotal > 0) sections.push(notAuditedList(digest));
  if (charts.length > 0) sections.push({ kind: 'charts', charts: charts.map(chartOf) });
  sections.push(
    alertList('Worst now', digest.worst, none),
    alertList('New in this time', digest.opened, none),
    alertList('Resolved in this time', digest.resolved, none),
    {
      kind: 'list',
      title: 'Bounds that will be reached within 30 days',
      entries: forecasts.map(forecastEntry),
      total: forecastsTotal,
      none,
    },
  );
  if (across !== undefined) sections.push(acrossList(across, none));
  if (endingSuppressions.length > 0) {
    sections.push({
      kind: 'list',
      title: 'Suppressions that end within 30 days',
      entries: endingSuppressions.map(suppressionEntry),
      total: digest.endingSuppressionsTotal,
      none: 'None.',
    });
  }
  if (csv !== null) {
    const text =
      'leftOut' in csv
        ? `No CSV is attached: ${proseText(csv.leftOut)}`
        : 'All findings are attached as CSV.';
    sections.push({ kind: 'attached', text });
  }
  return sections;
}

function alertList(title: string, { items, total }: DigestList, none: string): List {
  const entries = items.map((item) => entryOf(item, { cause: null, changes: false }));
  return { kind: 'list', title, entries, total, none };
}

function acrossList({ items, total, note }: DigestAcross, none: string): List {
  const entry = (text: string, details: readonly string[]): Entry => ({
    mark: null,
    text: proseText(text),
    details: details.map((detail) => proseText(detail, 200)),
    url: null,
  });
  const told = items.map(({ text, details }) => entry(text, details));
  if (note === null || total === 0)
    return {
      kind: 'list',
      title: 'Across these clusters',
      entries: told,
      total,
      none: note === null ? none : proseText(note),
    };
  return {
    kind: 'list',
    title: 'Across these clusters',
    entries: [...told, entry(note, [])],
    total: total + 1,
    none,
  };
}

function notAuditedList({ clusters: { notAudited, notAuditedTotal } }: Digest): List {
  return {
    kind: 'list',
    title: 'Clusters that could not be audited',
    entries: notAudited.map(({ cluster, why }) => ({
      mark: null,
      text: nameText(cluster.name),
      details: [proseText(why)],
      url: safeUrl(cluster.url),
    })),
    total: notAuditedTotal,
    none: 'None.',
  };
}

function forecastEntry({ cluster, figure, bound, at, earliest, latest }: DigestForecast): Entry {
  const end = latest === null ? 'and there is no telling how late' : `and ${dateText(proseText(latest, 40))}`;
  const from = `between ${dateText(proseText(earliest, 40))}`;
  return {
    mark: null,
    text: `${nameText(cluster.name)}: ${proseText(figure, 80)} reaches ${proseText(bound, 80)} on ${dateText(proseText(at, 40))}`,
    details: [latest === null ? `not before ${dateText(proseText(earliest, 40))}, ${end}` : `${from} ${end}`],
    url: safeUrl(cluster.url),
  };
}

function suppressionEntry({ id, owner, reason, expires }: Digest['endingSuppressions'][number]): Entry {
  return {
    mark: null,
    text: proseText(reason),
    details: [`ends on ${dateText(proseText(expires, 40))}`, `decided by ${nameText(owner)}`, nameText(id)],
    url: null,
  };
}

function periodText({ from, to }: Digest['period']): string {
  return `${dateText(proseText(from, 40))} to ${dateText(proseText(to, 40))}`;
}
