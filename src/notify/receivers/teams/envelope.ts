/**
 * What the Workflows of Teams take: one card in a message.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
import type { AdaptiveCard } from './elements.ts';

export function envelopeOf(card: AdaptiveCard): string {
  return JSON.stringify({
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card },
    ],
  });
}
