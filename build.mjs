// Bundles the function app into one CommonJS file: the Functions worker then reads one file at a cold start
// instead of thousands. Only @azure/functions-core stays outside; it exists in the worker alone.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

await build({
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.cjs',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['@azure/functions-core'],
  sourcemap: true,
  sourcesContent: false,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  // ESM packages ask for import.meta.url, which CommonJS lacks.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
});
