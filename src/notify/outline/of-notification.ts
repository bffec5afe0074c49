/** A notification as an outline: what, where, since when, who causes it, how sure, and what to do first. */
import type { Notification } from '../../notification.ts';
import { alertChanges } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatDuration, listInWords } from '../../shared/format.ts';
import { momentText } from '../../shared/moments.ts';
import { entryOf } from './entry.ts';
import { safeUrl } from './link.ts';
import type { Facts, Outline, Section, Tone } from './outline.ts';
import { stepOf } from './step.ts';
import {
  changeWords,
  confidenceText,
  culpritText,
  nameText,
  newsWords,
  proseText,
  reasonSentences,
  toneWords,
} from './words.ts';

/** More names than this are read by nobody; the page has them all. */
const namesInWords = 8;

export function notificationOutline(message: Notification): Outline {
  const { reason, title, summary, items, itemsTotal, cause } = message;
  const tone = toneOf(message);
  const url = safeUrl(message.url);
  const sections: Section[] = [
    factsOf(message, tone),
    stepOf(message, tone === 'resolved'),
    {
      kind: 'list',
      title: 'Alerts in this message',
      entries: items.map((item) => entryOf(item, { cause, changes: true })),
      total: itemsTotal,
      none: 'None.',
    },
  ];
  if (message.evidence.length > 0) sections.push(evidenceOf(message));
  return {
    tone,
    label: toneWords[tone],
    news: reason === 'resolved' && tone !== 'resolved' ? 'Resolved in part' : newsWords[reason],
    title: cleanText(title, 150) || 'Message without a title',
    summary: proseText(summary, 800),
    sections,
    link: url === null ? null : { text: 'Read on in Fleet Auditor', url },
  };
}

/** It is over only when nothing of it is left: a message that also tells of something open is as bad as that. */
function toneOf({ reason, severity, changes }: Notification): Tone {
  if (reason === 'test') return 'test';
  const open = changes.opened + changes.worsened + changes.ongoing;
  return open === 0 && changes.resolved > 0 ? 'resolved' : severity;
}

function factsOf(message: Notification, tone: Tone): Facts {
  const { reason, check, cause, confidence, items } = message;
  const aboutFindings = items.some((item) => item.kind === 'finding');
  const facts = [{ label: 'Where', value: whereText(message) }];
  facts.push({ label: 'Since', value: sinceText(message) });
  if (cause !== null) facts.push({ label: 'Cause', value: capital(culpritText(cause)) });
  else if (aboutFindings) facts.push({ label: 'Cause', value: causesText(message) });
  if (aboutFindings) facts.push({ label: 'How sure', value: confidenceText(confidence) });
  if (check !== null) {
    facts.push({ label: 'Check', value: `${proseText(check.title, 120)} (${nameText(check.id)})` });
  }
  facts.push({ label: 'What changed', value: changesText(message) });
  const partly = reason === 'resolved' && tone !== 'resolved';
  const why = partly ? 'Part of it is over; the rest is still there.' : reasonSentences[reason];
  facts.push({ label: 'Why you get this', value: why });
  return { kind: 'facts', title: null, facts };
}

function whereText({ clusters, clustersTotal }: Notification): string {
  if (clustersTotal === 0) return 'The fleet as a whole';
  const shown = clusters.slice(0, namesInWords).map(({ name }) => nameText(name));
  const left = clustersTotal - shown.length;
  const names = left > 0 ? `${shown.join(', ')} and ${left} more` : listInWords(shown, namesInWords);
  return clustersTotal === 1 ? names : `${countOf(clustersTotal, 'cluster')}: ${names}`;
}

function sinceText({ since, at }: Notification): string {
  if (since === null) return 'Not known';
  const seconds = (Date.parse(at) - Date.parse(since)) / 1000;
  const moment = momentText(proseText(since, 40));
  return seconds >= 60 ? `${moment} (for ${formatDuration(seconds)})` : moment;
}

/** There is no one cause: either each alert has its own, or the evidence names none. */
function causesText({ items }: Notification): string {
  return items.some(({ cause }) => cause !== null)
    ? 'Several; each alert below says which'
    : 'The evidence does not tell';
}

function changesText({ changes }: Notification): string {
  const parts = alertChanges
    .filter((change) => changes[change] > 0)
    .map((change) => `${changes[change]} ${changeWords[change]}`);
  return parts.length === 0 ? 'Nothing' : parts.join(', ');
}

function evidenceOf({ evidence }: Notification): Facts {
  return {
    kind: 'facts',
    title: 'Evidence of the worst finding',
    facts: evidence.map(({ label, value }) => ({ label: proseText(label, 80), value: proseText(value) })),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
