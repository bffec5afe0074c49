/** The words of messages. */
import type { Confidence, Culprit, Severity } from '../../model.ts';
import { severities } from '../../model.ts';
import type { AlertChange, Notification } from '../../notification.ts';
import { severityWords } from '../../report/severity-words.ts';
import { cleanText } from '../../shared/clean-text.ts';
import type { Tone } from './outline.ts';

export const toneWords: Readonly<Record<Tone, string>> = {
  ...severityWords,
  resolved: 'Resolved',
  report: 'Report',
  test: 'Test',
};

export const changeWords: Readonly<Record<AlertChange, string>> = {
  opened: 'new',
  worsened: 'worse than before',
  ongoing: 'still open',
  resolved: 'resolved',
};

export const newsWords: Readonly<Record<Notification['reason'], string>> = {
  opened: 'New',
  worsened: 'Worse than before',
  'repeat due': 'Still open',
  resolved: 'Resolved',
  flapping: 'Comes and goes',
  'first sweep': 'First look at these clusters',
  storm: 'Many at once',
  test: 'Test message',
};

/** Why somebody gets the message: people who know do not mute. */
export const reasonSentences: Readonly<Record<Notification['reason'], string>> = {
  opened: 'It was not there when you were last told.',
  worsened: 'It got worse since you were last told.',
  'repeat due': 'It is still open, and the route says to tell you again.',
  resolved: 'It is over.',
  flapping: 'It comes and goes. You are told once, and not at every turn.',
  'first sweep': 'These clusters are new here. This is everything that was found in them, told once.',
  storm: 'More went wrong at once than anybody reads one by one. This is the summary.',
  test: 'Somebody asked for a test message. Nothing happened.',
};

const confidenceWords: Readonly<Record<Confidence, string>> = {
  measured: 'Measured exactly',
  sampled: 'Extrapolated from part of the objects',
  inferred: 'Concluded from indirect signs',
};

export function confidenceText(confidence: Confidence | null): string {
  return confidence === null ? 'Not known' : confidenceWords[confidence];
}

const culpritWords: Readonly<Record<Culprit['kind'], string>> = {
  client: 'client',
  user: 'user',
  namespace: 'namespace',
  object: 'object',
  nodePool: 'node pool',
  webhook: 'webhook',
};

/** `client kube-state-metrics`. */
export function culpritText({ kind, name }: Culprit): string {
  return `${culpritWords[kind]} ${nameText(name)}`;
}

/** `2 critical, 1 high`; empty when there are none. */
export function severityCounts(counts: Readonly<Partial<Record<Severity, number>>>): string {
  return severities
    .filter((severity) => (counts[severity] ?? 0) > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(', ');
}

/** A name from outside. */
export function nameText(name: string): string {
  return cleanText(name, 120) || '(no name)';
}

/** A sentence or a value from outside, or with something from outside in it; never empty. */
export function proseText(text: string, most = 400): string {
  return cleanText(text, most) || '–';
}
