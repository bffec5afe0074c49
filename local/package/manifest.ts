/** The package.json of the deployed app: what the Functions worker reads, and nothing that could be installed or run. */
import { z } from 'zod';

/** What is taken over from the package.json of the project. */
export const AppManifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  main: z.literal('dist/main.cjs'),
  engines: z.object({ node: z.string() }),
});

export type AppManifest = z.output<typeof AppManifest>;

export function manifestText(manifest: AppManifest): string {
  return `${JSON.stringify({ ...manifest, private: true, type: 'commonjs' }, null, 2)}\n`;
}
