import type { Collected } from '../evidence/index.ts';
import type { ClientActivity } from '../model.ts';

/** Clients whose time chart is kept with an audit; more lines cannot be told apart. */
const mostClients = 8;

/** What the busiest clients did over the stretch of audit log that was read; null when it could not be read. */
export function clientActivity({ latencyByClient }: Collected): ClientActivity | null {
  if (latencyByClient?.ok !== true) return null;
  const { window, binSeconds, clients } = latencyByClient.value;
  const { from, to, sees } = window;
  const busiest = clients.slice(0, mostClients);
  return {
    from,
    to,
    binSeconds,
    sees,
    clients: busiest.map(({ userAgent, username, bins }) => ({ userAgent, username, bins })),
  };
}
