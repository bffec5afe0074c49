import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { bundledPackages, PackageLock } from '../../../local/package/bundled-packages.ts';

const sha512 = Buffer.alloc(64, 1);

const lock = PackageLock.parse({
  packages: {
    '': { version: '0.1.0', license: 'MIT' },
    'node_modules/@azure/core': {
      version: '1.2.3',
      license: 'MIT',
      integrity: `sha1-AAAA sha512-${sha512.toString('base64')}`,
    },
    'node_modules/@azure/core/node_modules/ms': { version: '1.0.0', license: '(MIT OR Apache-2.0)' },
    'node_modules/ms': { version: '2.0.0' },
    'node_modules/has-flag': { version: '3.0.0', license: 'MIT', dev: true },
    'node_modules/unused': { version: '1.0.0', license: 'MIT' },
  },
});

/** A bundle of these files with so many bytes of each, and who imports whom. */
function bundleOf(
  bytes: Readonly<Record<string, number>>,
  imports: Readonly<Record<string, readonly string[]>> = {},
): Metafile {
  const files = Object.entries(bytes);
  return {
    inputs: Object.fromEntries(
      files.map(([file]) => [
        file,
        {
          bytes: 100,
          imports: (imports[file] ?? []).map((path) => ({ path, kind: 'import-statement' as const })),
        },
      ]),
    ),
    outputs: {
      'dist/main.cjs': {
        bytes: 1000,
        inputs: Object.fromEntries(files.map(([file, bytesInOutput]) => [file, { bytesInOutput }])),
        imports: [],
        exports: [],
      },
    },
  };
}

test('each package with a byte in the bundle is told once, with what the lock file knows and whom it uses', () => {
  const bundle = bundleOf(
    {
      'src/main.ts': 10,
      'node_modules/ms/index.js': 1,
      'node_modules/@azure/core/dist/a.js': 5,
      'node_modules/@azure/core/dist/b.js': 5,
      'node_modules/@azure/core/node_modules/ms/index.js': 5,
      'node_modules/unused/index.js': 0,
    },
    {
      'src/main.ts': ['node_modules/@azure/core/dist/a.js'],
      'node_modules/@azure/core/dist/a.js': [
        'node:path',
        'node_modules/@azure/core/dist/b.js',
        'node_modules/unused/index.js',
      ],
      'node_modules/@azure/core/dist/b.js': ['node_modules/@azure/core/node_modules/ms/index.js'],
    },
  );

  expect(bundledPackages(bundle, lock)).toEqual([
    {
      name: '@azure/core',
      version: '1.2.3',
      license: 'MIT',
      sha512: sha512.toString('hex'),
      folder: 'node_modules/@azure/core',
      uses: ['node_modules/@azure/core/node_modules/ms'],
    },
    {
      name: 'ms',
      version: '1.0.0',
      license: '(MIT OR Apache-2.0)',
      sha512: null,
      folder: 'node_modules/@azure/core/node_modules/ms',
      uses: [],
    },
    { name: 'ms', version: '2.0.0', license: null, sha512: null, folder: 'node_modules/ms', uses: [] },
  ]);
});

test.each<[string, string, string]>([
  [
    'one that is there for development alone',
    'node_modules/has-flag/index.js',
    'node_modules/has-flag is in the bundle, but package-lock.json has it for development alone. Make it a dependency, or keep it out in build.mjs.',
  ],
  [
    'one that was put beside the lock file',
    'node_modules/stranger/index.js',
    'node_modules/stranger is in the bundle, but not in package-lock.json. Run npm ci.',
  ],
])('%s is refused', (_which, file, problem) => {
  expect(() => bundledPackages(bundleOf({ [file]: 1 }), lock)).toThrow(
    expect.objectContaining({ problems: [problem] }),
  );
});
