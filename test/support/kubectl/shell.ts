/** Commands of remedies as people run them: pasted into a shell, with `kubectl` on its path. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ApiServer } from '../api-server.ts';

export interface Shell {
  /** Answers what the commands print; throws, with what they complain of, when the last one fails. */
  run(commands: string, variables?: Readonly<Record<string, string>>): Promise<string>;
  /** Saves a file in the folder that the commands run in. */
  save(name: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

const execute = promisify(execFile);

/** As cluster-admin. */
export async function shellOn(server: ApiServer): Promise<Shell> {
  const directory = await mkdtemp(join(tmpdir(), 'shell-'));
  const program = fileURLToPath(new URL('./program.ts', import.meta.url));
  const wrapper = `#!/bin/sh\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${program}' "$@"\n`;
  await writeFile(join(directory, 'kubectl'), wrapper, { mode: 0o755 });
  // Pauses are for a server that has more to do than this one.
  await writeFile(join(directory, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
  const environment = {
    PATH: `${directory}:${process.env['PATH'] ?? ''}`,
    KUBECONFIG: await server.kubeconfig('admin'),
  };
  return {
    run: async (commands, variables = {}) => {
      const { stdout } = await execute('sh', ['-euc', commands], {
        cwd: directory,
        env: { ...environment, ...variables },
      });
      return stdout.trimEnd();
    },
    save: (name, text) => writeFile(join(directory, name), text),
    stop: () => rm(directory, { recursive: true, force: true }),
  };
}
