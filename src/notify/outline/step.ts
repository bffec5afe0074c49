/** What to do first. */
import type { Notification } from '../../notification.ts';
import { safeUrl } from './link.ts';
import type { Step } from './outline.ts';
import { proseText } from './words.ts';

/** A longer one is read on the page: half a command does harm. */
const longestCommand = 2_000;

export function stepOf({ firstStep, reason }: Notification, resolved: boolean): Step {
  const title = 'What to do first';
  if (firstStep === null) {
    return { kind: 'step', title, text: withoutStep(resolved, reason), command: null, learnMore: null };
  }
  const command = firstStep.command === undefined ? null : commandText(firstStep.command);
  const cut = firstStep.command !== undefined && command === null;
  return {
    kind: 'step',
    title,
    text: `${proseText(firstStep.text, 600)}${cut ? ' The command does not fit into a message: it is on the page.' : ''}`,
    command,
    learnMore: safeUrl(firstStep.learnMore),
  };
}

function withoutStep(resolved: boolean, reason: Notification['reason']): string {
  if (reason === 'test') return 'Nothing: this is a test.';
  return resolved
    ? 'Nothing: all of it is over.'
    : 'There is no ready step for this: read the details first.';
}

/** Its lines as they are; null when it is too long, or has what a terminal or a reader could be deceived by. */
function commandText(text: string): string | null {
  const command = text.replaceAll(/\r\n?/g, '\n').trim();
  const deceives = /[^\P{C}\n\t]|\p{Zl}|\p{Zp}/u.test(command);
  return command === '' || command.length > longestCommand || deceives ? null : command;
}
