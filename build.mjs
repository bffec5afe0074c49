// Bundles the function app into one CommonJS file: the Functions worker then reads one file at a cold start
// instead of thousands. Only @azure/functions-core stays outside; it exists in the worker alone.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * @kubernetes/client-node does not declare that its modules have no side effects, so a bundler keeps the generated models
 * and APIs of every kind, 16 MB, for the sake of a kubeconfig parser.
 * @type {import('esbuild').Plugin}
 */
const prunedKubernetesClient = {
  name: 'pruned-kubernetes-client',
  setup(bundle) {
    const resolving = Symbol('resolving');
    bundle.onResolve({ filter: /^(?:@kubernetes\/client-node$|\.{1,2}\/)/ }, async (request) => {
      const ours =
        request.path === '@kubernetes/client-node' || request.importer.includes('/@kubernetes/client-node/');
      if (!ours || request.pluginData === resolving) return undefined;
      const { kind, importer, resolveDir } = request;
      const found = await bundle.resolve(request.path, { kind, importer, resolveDir, pluginData: resolving });
      return { ...found, sideEffects: false };
    });
  },
};

const projectDirectory = fileURLToPath(new URL('.', import.meta.url));

/**
 * The product asks package.json for its name and version; scripts and tools for development are no business of the bundle.
 * @type {import('esbuild').Plugin}
 */
const trimmedManifest = {
  name: 'trimmed-manifest',
  setup(bundle) {
    bundle.onLoad({ filter: /package\.json$/ }, async ({ path }) => {
      if (path !== fileURLToPath(new URL('package.json', import.meta.url))) return undefined;
      const manifest = await readFile(path, 'utf8');
      const { name, version } = /** @type {{ name: string, version: string }} */ (JSON.parse(manifest));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/**
 * Bundles into a file; without `write` it stays in memory. The metafile says what went in. The source map names its sources as
 * seen from the folder of the file, so that folder should be one of the project.
 * @param {string} outfile
 */
export function bundle(outfile, { write = true } = {}) {
  return build({
    absWorkingDir: projectDirectory,
    entryPoints: ['src/main.ts'],
    outfile,
    write,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // debug takes supports-color where it finds one; here that would be one that only tools for development want.
    external: ['@azure/functions-core', 'supports-color'],
    plugins: [prunedKubernetesClient, trimmedManifest],
    sourcemap: true,
    sourcesContent: false,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    // ESM packages ask for import.meta.url, which CommonJS lacks.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
}

// Another file may be named: a test builds its own while dist is in use.
if (import.meta.main) await bundle(process.argv[2] ?? 'dist/main.cjs');
