// Bundles the function app into one CommonJS file: the Functions worker then reads one file at a cold start
// instead of thousands. Only @azure/functions-core stays outside; it exists in the worker alone.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

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

await build({
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.cjs',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['@azure/functions-core'],
  plugins: [prunedKubernetesClient],
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
