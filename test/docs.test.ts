/** Generated pages and schemas: compared here, written anew by `npm run docs`. */
import { readFile } from 'node:fs/promises';
import { generateApi } from 'swagger-typescript-api';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { checks } from '../src/checks/index.ts';
import { dataActions } from '../src/evidence/access-rules.ts';
import { fleetSources } from '../src/evidence/fleet-sources.ts';
import { gatherers } from '../src/evidence/index.ts';
import { notifyFileSchema } from '../src/notify/settings/schema.ts';
import { PolicyFileInput } from '../src/policy/catalogue.ts';
import { AuditReport } from '../src/report/audit-report.ts';
import { clusterReader } from './support/cluster-reader.ts';
import { workedExamplesTable } from './support/worked-examples.ts';
import { checksTable } from './support/checks-table.ts';
import { withGenerated } from './support/generated-section.ts';
import { guidePage, guideParagraphs } from './support/guide-page.ts';
import { healthPage } from './support/health-page.ts';
import { openApi } from './support/openapi.ts';
import { permissionsPage } from './support/permissions-page.ts';
import { resolvingTable } from './support/resolving-table.ts';
import { settingsTable } from './support/settings-table.ts';
import { schemaOfTypes } from './support/type-schema.ts';

test('the JSON Schema of `npm run audit -- --format json` is the one in docs', async () => {
  const schema = z.toJSONSchema(AuditReport);

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../docs/audit-report.schema.json',
  );
});

test('docs/policy.schema.json is what editors hold a policy file against', async () => {
  const schema = z.toJSONSchema(PolicyFileInput, { io: 'input' });

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../docs/policy.schema.json');
});

test('docs/notify.schema.json is what editors hold a notification file against', async () => {
  const schema = z.toJSONSchema(notifyFileSchema(checks), { io: 'input' });

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../docs/notify.schema.json');
});

test('docs/recording.schema.json is the shape of recordings, as the types of evidence have it', async () => {
  const schema = schemaOfTypes('local/recording/recording.ts', ['RecordingIndex', 'ClusterRecording']);

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../docs/recording.schema.json');
});

test('docs/permissions.md lists what each kind of evidence needs and what is unknown without it', async () => {
  await expect(permissionsPage({ gatherers, fleetSources }, checks)).toMatchFileSnapshot(
    '../docs/permissions.md',
  );
});

test('docs/guide.md says which check and which remedy each paragraph of the guide has', async () => {
  await expect(guidePage(guideParagraphs(), checks)).toMatchFileSnapshot('../docs/guide.md');
});

test('docs/operations.md lists every setting with its bounds', async () => {
  const page = await readFile(new URL('../docs/operations.md', import.meta.url), 'utf8');

  await expect(withGenerated(page, 'settings', settingsTable())).toMatchFileSnapshot('../docs/operations.md');
});

test('decision record 13 has the scores of clusters that everybody knows', async () => {
  const path = 'decisions/0013-what-is-not-seen-counts.md';
  const page = await readFile(new URL(`../docs/${path}`, import.meta.url), 'utf8');

  await expect(withGenerated(page, 'scores', workedExamplesTable())).toMatchFileSnapshot(`../docs/${path}`);
});

test('the README lists every check', async () => {
  const page = await readFile(new URL('../README.md', import.meta.url), 'utf8');

  await expect(withGenerated(page, 'checks', checksTable(checks))).toMatchFileSnapshot('../README.md');
});

test('docs/policy.md lists where findings end', async () => {
  const page = await readFile(new URL('../docs/policy.md', import.meta.url), 'utf8');

  await expect(withGenerated(page, 'ends', resolvingTable(checks))).toMatchFileSnapshot('../docs/policy.md');
});

test('infra/cluster-reader-data-actions.json has the data actions of clusters with Azure RBAC', async () => {
  await expect(`${JSON.stringify(dataActions(gatherers), null, 2)}\n`).toMatchFileSnapshot(
    '../infra/cluster-reader-data-actions.json',
  );
});

test('infra/kubernetes/cluster-reader.yaml has the rules of other clusters', async () => {
  await expect(clusterReader(gatherers)).toMatchFileSnapshot('../infra/kubernetes/cluster-reader.yaml');
});

test('docs/health.md lists what the auditor says of itself: log lines, metrics and saved queries', async () => {
  await expect(healthPage()).toMatchFileSnapshot('../docs/health.md');
});

test('docs/openapi.json is the description of the API that is served', async () => {
  await expect(`${JSON.stringify(openApi, null, 2)}\n`).toMatchFileSnapshot('../docs/openapi.json');
});

test('docs/api-types.ts has the types of the API for clients in TypeScript', async () => {
  const spec = structuredClone(openApi);
  const { files } = await generateApi({ spec, generateClient: false, output: false, silent: true });
  const types = files.map(({ fileContent }) => fileContent).join('\n');

  await expect(
    `/** Generated from openapi.json by \`npm run docs\`; see api.md. */\n\n${types.trim()}\n`,
  ).toMatchFileSnapshot('../docs/api-types.ts');
});
