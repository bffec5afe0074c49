import type { Html } from '../../../src/pages/html.tsx';
import { formatBytes } from '../../../src/shared/format.ts';
import type { ReceivedTeams } from '../received.ts';
import { indented, Source } from './parts.tsx';

export function TeamsView({ message }: { readonly message: ReceivedTeams }): Html {
  return (
    <section aria-labelledby="json">
      <h2 id="json">As sent</h2>
      <p class="hint">{formatBytes(Buffer.byteLength(message.body))}; Teams takes 28 KB at most.</p>
      <Source title="JSON" text={indented(message.body)} />
    </section>
  );
}
