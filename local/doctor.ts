/** `npm run doctor`: what is missing before the first sweep; a report on standard output and an exit code. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from '../src/checks/index.ts';
import { examine } from '../src/doctor/examine.ts';
import type { DoctorReport } from '../src/doctor/report.ts';
import { doctorText } from '../src/doctor/text.ts';
import { loggerTo } from '../src/shared/logger.ts';
import { closingStack } from './closing-stack.ts';
import { runCommand } from './command.ts';
import { type DoctorArguments, doctorUsage, parseDoctorArguments } from './doctor/arguments.ts';
import { doctorEnvironment } from './doctor/environment.ts';
import { fleetEnvironment } from './fleet.ts';
import { progressOn } from './once/progress.ts';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

const sampleNotice =
  'Sample data: these clusters are built in. Look at your own with --kubeconfig FILE or --azure.';

await runCommand({ usage: doctorUsage, parse: parseDoctorArguments, run });

async function run(given: DoctorArguments): Promise<number> {
  const report = await reportOn(given);
  const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  process.stdout.write(
    given.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report, { colour }),
  );
  return report.ready ? 0 : 1;
}

async function reportOn({ fleet: choice, policy }: DoctorArguments): Promise<DoctorReport> {
  const sample = choice.kind === 'sample';
  if (sample) process.stderr.write(`${sampleNotice}\n`);
  const progress = progressOn(process.stderr);
  const closing = closingStack();
  const directory = await mkdtemp(path.join(tmpdir(), 'aks-fleet-auditor-doctor-'));
  closing.add(() => rm(directory, { recursive: true, force: true }));
  try {
    const fleet = await fleetEnvironment(choice, directory, closing);
    // Clients of Azure read the environment by themselves.
    Object.assign(process.env, fleet);
    const report = await examine({
      ...doctorEnvironment(process.env, { fleet, sample, policy }),
      appFolder: projectDirectory,
      checks,
      now: () => new Date(),
      bounds: null,
      onProgress: (done, all) => progress.step(done, all),
      log: loggerTo({ info: () => undefined, warn: console.error, error: console.error }),
    });
    progress.end();
    return report;
  } finally {
    await closing.close();
  }
}
