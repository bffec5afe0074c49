/** The clients that Microsoft publishes, against the simulators: over TLS, with a token, without knowing of a sample. */
import { LogsQueryClient, MetricsClient } from '@azure/monitor-query';
import type { DefaultAzureCredential } from '@azure/identity';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clusterIdOf } from '../../../local/sample/azure-side.ts';
import { workspaceNamed } from '../../../local/sample/estate.ts';
import { healthy } from '../../../local/sample/stories/healthy.ts';
import { etcdRising } from '../../../local/sample/stories/etcd-rising.ts';
import { startSample } from '../../../local/sample/index.ts';
import type { Sample } from '../../../local/sample/index.ts';
import { trustAuthority } from '../../../local/sample/trust.ts';
import { sampleIdentity } from '../../support/sample-connection.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

let directory: string;
let sample: Sample;
let credential: DefaultAzureCredential;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sample-'));
  sample = await startSample({ directory, stories: [healthy, etcdRising] });
  trustAuthority(sample.authority);
  credential = sampleIdentity(sample);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sample.stop();
  await rm(directory, { recursive: true });
});

function setting(name: string): string {
  const value = sample.settings[name];
  if (value === undefined) throw new Error(`The sample has no setting ${name}.`);
  return value;
}

test('a log query by LogsQueryClient', async () => {
  const client = new LogsQueryClient(credential, { endpoint: setting('AZURE_LOGS_ENDPOINT') });
  const end = new Date(Date.now() - 15 * 60_000);
  const answer = await client.queryWorkspace(
    workspaceNamed('law-fleet-weu').customerId,
    'AKSAudit | summarize Seen = count() > 0 by Cluster = tostring(split(_ResourceId, "/")[-1]) | order by Cluster asc',
    { startTime: new Date(end.getTime() - 60_000), endTime: end },
  );
  expect(answer).toMatchObject({
    status: 'Success',
    tables: [
      {
        rows: [
          ['aks-ci-weu-01', true],
          ['aks-payments-weu-01', true],
        ],
      },
    ],
  });
  expect(sample.requests()).toMatchObject({ logQuery: { total: 1, peak: 1 } });
});

test('platform metrics by MetricsClient', async () => {
  const client = new MetricsClient(
    setting('AZURE_METRICS_ENDPOINT').replace('{region}', etcdRising.azure.location),
    credential,
  );
  const answer = await client.queryResources(
    [clusterIdOf(etcdRising)],
    ['etcd_database_usage_percentage'],
    'Microsoft.ContainerService/managedClusters',
    {
      startTime: new Date(Date.now() - 3_600_000),
      endTime: new Date(),
      interval: 'PT5M',
      aggregation: 'Average,Maximum',
      filter: "partition eq '*'",
    },
  );
  expect(answer).toMatchObject([
    {
      metrics: [
        {
          name: 'etcd_database_usage_percentage',
          // This client hands the spelling of the wire on.
          timeseries: [{ metadatavalues: [{ value: 'etcd-0' }] }, { metadatavalues: [{ value: 'etcd-1' }] }],
        },
      ],
    },
  ]);
});
