/** azure.yaml, as the Azure Developer CLI reads it: https://learn.microsoft.com/azure/developer/azure-developer-cli/azd-schema */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { usualPackage } from '../../local/package/arguments.ts';
import { missingScripts } from '../support/npm-scripts.ts';

const hook = z.strictObject({
  posix: z.strictObject({ shell: z.literal('sh'), run: z.string() }),
  windows: z.strictObject({ shell: z.literal('pwsh'), run: z.string() }),
});

/** The part of its schema that we use, so that a misspelt member does not go by unseen. */
const AzureYaml = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/u),
  requiredVersions: z.strictObject({ azd: z.string() }),
  infra: z.strictObject({ provider: z.literal('bicep'), path: z.string(), module: z.string() }),
  services: z.strictObject({
    auditor: z.strictObject({
      project: z.string(),
      host: z.literal('function'),
      language: z.literal('custom'),
      dist: z.string(),
      remoteBuild: z.boolean(),
      hooks: z.strictObject({ prepackage: hook }),
    }),
  }),
});

const azureYaml = AzureYaml.parse(
  parse(readFileSync(fileURLToPath(new URL('../../azure.yaml', import.meta.url)), 'utf8')),
);
const { auditor } = azureYaml.services;

test('azd uploads the zip of `npm run package`, and nothing is built or installed on the server', () => {
  expect(auditor).toMatchObject({ project: '.', dist: usualPackage, remoteBuild: false });
});

test('what azd runs before it packages makes that zip from a fresh checkout, in both shells', () => {
  const { posix, windows } = auditor.hooks.prepackage;
  for (const { run } of [posix, windows]) {
    expect(run).toMatch(/^npm ci\b.*\bnpm run package\b/u);
    expect(missingScripts(run)).toEqual([]);
  }
});

test('azd finds the infrastructure where it is', () => {
  expect(azureYaml.infra).toEqual({ provider: 'bicep', path: 'infra', module: 'main' });
});
