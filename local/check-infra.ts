/** `npm run check:infra`: the real compiler over `infra/` without a warning, then everything that is asserted of what it makes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findBicep, restoreBicep } from './infra/bicep.ts';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

const bicep = await compiler();
const tests = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'test/infra'], {
  cwd: projectDirectory,
  stdio: 'inherit',
  env: { ...process.env, ...(bicep === null ? {} : { BICEP: bicep }) },
});
const [code] = (await once(tests, 'exit')) as [number | null];
process.exitCode = code ?? 1;

async function compiler(): Promise<string | null> {
  const found = findBicep(process.env);
  if (found !== null) return found;
  process.stderr.write('There is no Bicep compiler here. Restoring one …\n');
  const restored = await restoreBicep(process.env);
  if ('bicep' in restored) return restored.bicep;
  process.stderr.write(
    `\n  INFRA IS NOT CHECKED. ${restored.why}\n  Install Bicep or the .NET SDK, or set BICEP to the compiler.\n\n`,
  );
  return null;
}
