/** A channel or chat of Teams, by a workflow that takes web requests. Its address is a secret: it has the signature in it. */
import type { Guard, OutgoingAnswer } from '../guard/guard.ts';
import { outlineOf } from '../outline/of-message.ts';
import { notSentBy, tryLater } from './not-sent.ts';
import type { Outgoing, Receiver, Sent } from './receiver.ts';
import { fittingBody } from './teams/fit.ts';

interface TeamsSettings {
  readonly id: string;
  readonly url: string;
}

export function teamsReceiver({ id, url }: TeamsSettings, guard: Guard): Receiver {
  return {
    id,
    kind: 'teams',
    async send({ message }: Outgoing, signal: AbortSignal): Promise<Sent> {
      const request = {
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: fittingBody(outlineOf(message)),
      } as const;
      try {
        return sentBy(await guard.request(request, signal));
      } catch (error) {
        const failed = notSentBy(error);
        if (failed !== null) return failed;
        throw error;
      }
    },
  };
}

/** Nothing of the answer's text is told: it may have the address in it. */
function sentBy({ status, headers }: OutgoingAnswer): Sent {
  if (status === 202) {
    const detail =
      'The workflow was started (202). Whether it posted the card is seen only in its run history in Power Automate.';
    return { ok: true, status, detail };
  }
  if (status >= 200 && status < 300)
    return { ok: true, status, detail: `The workflow took the card (${status}).` };
  if (status === 429 || status >= 500 || status === 408) {
    const detail =
      status === 429
        ? 'Teams takes no more messages for a while (429).'
        : `The workflow could not be started (${status}).`;
    return tryLater(status, detail, headers.get('retry-after'), new Date());
  }
  return { ok: false, status, detail: refusalText(status), retry: false };
}

const newAddress =
  'Open the workflow in Teams or Power Automate, turn it on or make a new one, and put its address into the notification file.';

function refusalText(status: number): string {
  if (status === 401 || status === 403) {
    return `The workflow refuses the address (${status}): its signature was changed, or it is turned off. ${newAddress}`;
  }
  if (status === 404 || status === 410 || status === 400) {
    return `There is no such workflow any more, or it cannot be started (${status}): it ends with the account of its owner, so add a co-owner. ${newAddress}`;
  }
  if (status === 413) return 'The card is too large for the workflow (413), though it is cut to 18 KiB.';
  return `The workflow answered with status ${status}, which it does not when it works. ${newAddress}`;
}
