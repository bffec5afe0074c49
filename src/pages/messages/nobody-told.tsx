import type { Html } from '../html.tsx';
import { Code } from '../parts/code.tsx';

/** What the page says where nobody would be told of anything. */
export function NobodyTold(): Html {
  const body = '{ "name": "Incidents", "url": "https://hooks.example.com/fleet" }';
  return (
    <section class="empty" aria-labelledby="nobody">
      <h2 id="nobody">Nobody is told of anything yet</h2>
      <p>
        Write down who is to be told of what (Teams channels, mail, webhooks) in a notification file, as{' '}
        <code>docs/notifications.md</code>, and name it in the setting <code>NOTIFY_FILE</code>. Or subscribe
        a webhook over the <a href="/reference">API</a>; it answers the secret that signs what is sent, this
        once:
      </p>
      <Code
        kind="Command"
        text={`curl --request POST "$ADDRESS/api/webhooks" --header 'content-type: application/json' --data '${body}'`}
      />
    </section>
  );
}
