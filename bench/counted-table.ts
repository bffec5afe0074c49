import type { TableClient } from '@azure/data-tables';

/** Tells of each request that the client sends, tries again included: each is a transaction that is billed. */
export function counted(client: TableClient, count: () => void): TableClient {
  client.pipeline.addPolicy(
    {
      name: 'count',
      sendRequest: (request, next) => {
        count();
        return next(request);
      },
    },
    { afterPhase: 'Retry' },
  );
  return client;
}
