import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { expect, test } from 'vitest';
import { billOfMaterials } from '../../../local/package/bill-of-materials.ts';

const app = {
  name: 'aks-fleet-auditor',
  version: '0.1.0',
  description: 'Audits',
  license: 'MIT',
  main: 'dist/main.cjs',
  engines: { node: '>=22' },
} as const;

const core = {
  name: '@azure/core',
  version: '1.2.3',
  license: 'MIT',
  sha512: 'ab'.repeat(64),
  folder: 'node_modules/@azure/core',
  uses: ['node_modules/ms'],
};
const ms = {
  name: 'ms',
  version: '2.0.0',
  license: '(MIT OR Apache-2.0)',
  sha512: null,
  folder: 'node_modules/ms',
  uses: [],
};
const unlicensed = { ...ms, name: 'old', folder: 'node_modules/old', license: null };

test('an SBOM names the app and each package with purl, licence, hash and whom it uses, and nothing that changes by itself', () => {
  expect(JSON.parse(billOfMaterials(app, [core, ms, unlicensed]))).toEqual({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        name: 'aks-fleet-auditor',
        version: '0.1.0',
        'bom-ref': 'aks-fleet-auditor@0.1.0',
        licenses: [{ license: { id: 'MIT' } }],
        purl: 'pkg:npm/aks-fleet-auditor@0.1.0',
      },
    },
    components: [
      {
        type: 'library',
        name: '@azure/core',
        version: '1.2.3',
        'bom-ref': 'node_modules/@azure/core',
        hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
        licenses: [{ license: { id: 'MIT' } }],
        purl: 'pkg:npm/%40azure/core@1.2.3',
      },
      {
        type: 'library',
        name: 'ms',
        version: '2.0.0',
        'bom-ref': 'node_modules/ms',
        licenses: [{ expression: '(MIT OR Apache-2.0)' }],
        purl: 'pkg:npm/ms@2.0.0',
      },
      {
        type: 'library',
        name: 'old',
        version: '2.0.0',
        'bom-ref': 'node_modules/old',
        purl: 'pkg:npm/old@2.0.0',
      },
    ],
    dependencies: [
      { ref: 'aks-fleet-auditor@0.1.0' },
      { ref: 'node_modules/@azure/core', dependsOn: ['node_modules/ms'] },
      { ref: 'node_modules/ms' },
      { ref: 'node_modules/old' },
    ],
  });
});

test('it is right by the schema of CycloneDX', async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

  expect(await validator.validate(billOfMaterials(app, [core, ms, unlicensed]))).toBeNull();
});
