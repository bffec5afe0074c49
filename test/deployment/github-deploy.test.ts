/** The example workflow: it names what exists, and may do no more than it needs. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { usualPackage } from '../../local/package/arguments.ts';
import { missingScripts } from '../support/npm-scripts.ts';

const inProject = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

const Job = z.looseObject({
  if: z.string().optional(),
  environment: z.string().optional(),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  steps: z.array(
    z.looseObject({
      uses: z.string().optional(),
      run: z.string().optional(),
      with: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

const text = readFileSync(inProject('docs/examples/github-deploy.yml'), 'utf8');
const workflow = z
  .looseObject({
    permissions: z.strictObject({}),
    jobs: z.strictObject({ build: Job, preview: Job, deploy: Job }),
  })
  .parse(parse(text));
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);

test('every script that it runs is in package.json', () => {
  const commands = steps.flatMap(({ run = '' }) => run);
  expect(commands.filter((run) => run.includes('npm run'))).not.toEqual([]);
  expect(missingScripts(commands.join('\n'))).toEqual([]);
});

test('every file that it names exists, or is made by it, or is the example of a file of the owner', () => {
  const named = new Set(text.match(/\b(?:infra|out|docs|src|fleet)\/[\w./-]*\w/gu));

  expect(
    [...named].filter(
      (file) => !file.startsWith('infra/') && !existsSync(inProject(file)) && file !== usualPackage,
    ),
  ).toEqual(['fleet/policy.json', 'fleet/notify.json']);
  expect([...named].filter((file) => file.startsWith('infra/')).toSorted()).toEqual([
    'infra/main.bicep',
    'infra/main.bicepparam',
  ]);
});

test('what is deployed is what was built and tested', () => {
  const [upload] = workflow.jobs.build.steps.filter(({ uses }) =>
    uses?.startsWith('actions/upload-artifact@'),
  );
  const [download] = workflow.jobs.deploy.steps.filter(({ uses }) =>
    uses?.startsWith('actions/download-artifact@'),
  );

  expect(upload?.with).toEqual({ name: 'package', path: usualPackage, 'if-no-files-found': 'error' });
  expect(download?.with).toEqual({ name: 'package', path: 'out' });
  expect(workflow.jobs.deploy['needs']).toBe('build');
  expect(workflow.jobs.deploy.steps.some(({ run }) => run?.includes(`--src ${usualPackage}`))).toBe(true);
});

test('a token of Azure is for jobs that sign in, each in an environment of its own; nothing else is written', () => {
  const rights = jobs.map(([name, { permissions, environment, steps: own }]) => ({
    name,
    permissions,
    environment,
    signsIn: own.some(({ uses }) => uses?.startsWith('azure/login@')),
  }));

  expect(rights).toEqual([
    { name: 'build', permissions: { contents: 'read' }, environment: undefined, signsIn: false },
    {
      name: 'preview',
      permissions: { contents: 'read', 'id-token': 'write' },
      environment: 'preview',
      signsIn: true,
    },
    {
      name: 'deploy',
      permissions: { contents: 'read', 'id-token': 'write' },
      environment: 'production',
      signsIn: true,
    },
  ]);
  expect(text).not.toContain('secrets.');
});

test('a pull request changes nothing in Azure; deployments come one after the other, from main', () => {
  const { preview, deploy } = workflow.jobs;
  const commands = preview.steps.map(({ run = '' }) => run).join('\n');

  expect(commands).toContain('az deployment sub what-if');
  expect(commands).not.toContain('create');
  expect(preview.if).toContain("github.event_name == 'pull_request'");
  expect(preview.if).toContain('head.repo.full_name == github.repository');
  expect(deploy.if).toBe("github.event_name != 'pull_request' && github.ref == 'refs/heads/main'");
  expect(deploy.concurrency).toEqual({ group: 'deploy-production', 'cancel-in-progress': false });
});

test('actions are named by commit, with their version beside it', () => {
  const named = [...text.matchAll(/uses: (?<action>.*)/gu)].map(({ groups }) => groups?.['action'] ?? '');
  expect(named.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
  expect(named.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u.test(action))).toEqual(
    [],
  );
});

test('the page beside it sets up an identity for each environment', () => {
  const page = readFileSync(inProject('docs/examples/github-deploy.md'), 'utf8');
  expect(page).toContain('for environment in preview production; do');
  expect(page).toContain('repo:$repository:environment:$environment');
  const variables = new Set([...text.matchAll(/vars\.(?<name>\w+)/gu)].map(({ groups }) => groups?.['name']));
  expect([...variables].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
