/** What to do first. */
import type { Finding } from '../../model.ts';
import type { Alert, NotificationStep } from '../../notification.ts';
import { cleanText } from '../../shared/clean-text.ts';
import type { Member } from '../decide/changes.ts';

/** The catalogue's words of a check. */
export interface CheckWords {
  readonly id: string;
  readonly title: string;
  readonly remedy: string;
  readonly learnMore: string;
}

const mostCharacters = 600;

/** The first step of the worst finding's remediation; without it the check's remedy, or what helps with its kind. */
export function firstStepOf(
  worst: Finding | null,
  check: CheckWords | null,
  open: readonly Member[],
): NotificationStep | null {
  const [step] = worst?.remediation.steps ?? [];
  if (worst !== null) {
    return {
      text: cleanText(step?.text ?? worst.remediation.summary, mostCharacters),
      ...(step?.command === undefined ? {} : { command: step.command }),
      learnMore: worst.remediation.learnMore,
    };
  }
  if (check !== null) return { text: check.remedy, learnMore: check.learnMore };
  const kind = open[0]?.alert.kind ?? 'finding';
  const text = kindSteps[kind];
  return text === null ? null : { text, learnMore: null };
}

const kindSteps: Readonly<Record<Alert['kind'], string | null>> = {
  finding: null,
  clusterGone:
    'If it was not deleted on purpose, see whether the auditor may still read its subscription and which rules leave it out.',
  clusterLost:
    'See on the page of the cluster what kept the auditor out, and whether the API server answers you: kubectl get --raw /readyz',
  sweepIncomplete:
    'Give the identity of the auditor the Reader role where it could not look; the page of the sweep names each place.',
  suppressionEnded: 'Decide anew: mend what it hid, or make the suppression longer with a new reason.',
  receiverFailing: 'Mend the receiver, then send it a test: POST /api/receivers/{id}/test',
};
