/** `infra/` by the real compiler: no complaint, and what comes of it is as it was promised. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needing } from '../support/needing.ts';
import * as parts from './assertions/parts.ts';
import * as permissions from './assertions/permissions.ts';
import { appSettings } from './assertions/reading.ts';
import * as secrets from './assertions/secrets.ts';
import * as settings from './assertions/settings.ts';
import type { Compiler, Deployment } from './compiled.ts';
import { compile, infraFolder, missingBicep } from './compiled.ts';
import { mutations } from './mutations.ts';

const files = readdirSync(infraFolder, { recursive: true, encoding: 'utf8' }).toSorted();
const examples = files.filter((file) => file.endsWith('.bicepparam')).map((file) => `infra/${file}`);
const everything = 'test/infra/every-setting.bicepparam';

/** The compiler takes a few seconds each time, and many on a busy machine. */
const compilingMs = 300_000;

/** What holds for every deployment. */
const always = {
  ...secrets,
  noWildcards: permissions.noWildcards,
  rolesAsDeclared: permissions.rolesAsDeclared,
  builtInRolesAsDeclared: permissions.builtInRolesAsDeclared,
  scopesAsMeant: permissions.scopesAsMeant,
  namesOfAssignments: permissions.namesOfAssignments,
  settingsThatFlexTakes: settings.settingsThatFlexTakes,
  settingsThatTheAppTakes: settings.settingsThatTheAppTakes,
  namesAsInCode: parts.namesAsInCode,
  packageHasAPlace: parts.packageHasAPlace,
  runtimeAsBuilt: parts.runtimeAsBuilt,
  diagnosticsEverywhere: parts.diagnosticsEverywhere,
  tagsOfAzd: parts.tagsOfAzd,
};

describe.skipIf(missingBicep !== null)(needing('infra', missingBicep), () => {
  const deployments = new Map<string, Deployment>();
  let compiler: Compiler;
  /** What building it said. */
  let built: string;

  function deployment(parameters: string): Deployment {
    const found = deployments.get(parameters);
    if (found === undefined) throw new Error(`${parameters} was not deployed.`);
    return found;
  }

  beforeAll(async () => {
    compiler = await compile();
    built = await compiler.build();
    for (const parameters of [...examples, everything]) {
      deployments.set(parameters, await compiler.deploy(parameters));
    }
  }, compilingMs);

  afterAll(() => compiler.close());

  describe('the compiler has nothing to say', () => {
    test('lint, with every rule on', async () => {
      expect(await compiler.lint()).toBe('');
    });

    test('build', () => {
      expect(built).toBe('');
    });

    test('build-params', async () => {
      expect(await compiler.buildParameters()).toBe('');
    });

    test('nothing is left that what-if could not work out', () => {
      expect([...deployments.values()].flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    });

    test('format', async () => {
      expect(await compiler.unformatted(files.filter((file) => /\.bicep(?:param)?$/u.test(file)))).toEqual(
        [],
      );
    });
  });

  describe.each([...examples, everything])('%s', (parameters) => {
    test.each(Object.entries(always))('%s', (_name, problemsOf) => {
      expect(problemsOf(deployment(parameters))).toEqual([]);
    });
  });

  describe.each(Object.entries(mutations))('each assertion was seen to fail: %s', (parameters, wrong) => {
    test.each(wrong)('$says', ({ assertion, change, says }) => {
      const right = deployment(parameters);
      expect(assertion(right)).toEqual([]);

      expect(assertion(change(right))).toContainEqual(expect.stringContaining(says));
    });
  });

  test('every setting of the catalogue is set, and none that nobody reads', () => {
    expect(settings.everySetting(deployment(everything), ['TEAMS_PLATFORM_URL'])).toEqual([]);
  });

  test('the alert and the deadline follow from the interval', () => {
    expect(parts.alertAfterTwoIntervals(deployment('infra/main.bicepparam'), 60)).toEqual([]);
    expect(parts.alertAfterTwoIntervals(deployment(everything), 180)).toEqual([]);
  });

  test('the private fleet has a network of its own, and a fixed address', () => {
    expect(parts.closedNetwork(deployment('infra/examples/private-fleet.bicepparam'))).toEqual([]);
  });

  test('the commands of infra/README.md ask for outputs that there are', () => {
    const page = readFileSync(path.join(infraFolder, 'README.md'), 'utf8');
    const asked = [...page.matchAll(/\$\(outputs (\w+)\)/gu)].map(([, name = '']) => name);
    const { outputs } = JSON.parse(deployment('infra/main.bicepparam').template) as { outputs: object };
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(asked));
    expect(asked.length).toBeGreaterThan(5);
  });

  test('what is set arrives as it was meant', () => {
    const given = settings.resolved(appSettings(deployment(everything)));
    expect(given).toMatchObject({
      FLEET_INCLUDE_TAGS: 'env=prod,tier=1',
      FLEET_INCLUDE_REGIONS: 'westeurope,north*',
      NODE_EGRESS_PROBE: 'True',
      SWEEP_SCHEDULE: '0 0 */3 * * *',
      SWEEP_DEADLINE_MINUTES: '115',
      RETENTION_DAILY_DAYS: '400',
      AUTH_TENANT_ID: '00000000-0000-0000-0000-000000000004',
    });
  });
});
