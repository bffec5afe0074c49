/** Commands of remedies as an operator runs them: a POSIX shell with kubectl and jq. */
import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const programs = ['kubectl', 'jq'].filter((name) => spawnSync(name, ['--help']).error !== undefined);

/** Why commands cannot be run here, or null when they can. */
export const missingPrograms: string | null =
  programs.length === 0 ? null : `no ${programs.join(' and no ')} on the path`;

export interface Shell {
  /** Answers what the commands print; throws when one of them fails. */
  run(commands: string, environment?: Readonly<Record<string, string>>): Promise<string>;
  /** Saves a file in the folder that the commands run in. */
  save(name: string, text: string): Promise<void>;
  /** Seconds that commands so far wanted to wait; nobody waits for them. */
  pauses(): Promise<readonly number[]>;
  end(): Promise<void>;
}

export async function openShell(kubeconfig: string): Promise<Shell> {
  const home = await mkdtemp(join(tmpdir(), 'shell-'));
  const pauses = join(home, 'pauses');
  await writeFile(pauses, '');
  await writeFile(join(home, 'sleep'), `#!/bin/sh\necho "$1" >>'${pauses}'\n`);
  await chmod(join(home, 'sleep'), 0o700);
  return {
    async run(commands, environment = {}) {
      const { stdout } = await promisify(execFile)('sh', ['-euc', commands], {
        cwd: home,
        env: { PATH: `${home}:${process.env['PATH']}`, HOME: home, KUBECONFIG: kubeconfig, ...environment },
      });
      return stdout;
    },
    save: (name, text) => writeFile(join(home, name), text),
    pauses: async () =>
      (await readFile(pauses, 'utf8')).split('\n').flatMap((line) => (line === '' ? [] : [Number(line)])),
    end: () => rm(home, { recursive: true, force: true }),
  };
}
