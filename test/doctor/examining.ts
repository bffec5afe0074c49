/** The doctor as a test calls it. */
import { expect } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { examine } from '../../src/doctor/examine.ts';
import { DoctorReport } from '../../src/doctor/report.ts';
import type { Sample } from '../../local/sample/index.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Settings that are well but for the storage, which is not tried. */
export const soundSettings: Readonly<Record<string, string>> = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  SWEEP_SCHEDULE: '0 0 * * * *',
  AUTH_MODE: 'none',
};

export async function examineSettings(
  environment: Readonly<Record<string, string>>,
  storageSkipped: string | null = 'It is not tried here.',
): Promise<DoctorReport> {
  const report = await examine({
    environment,
    storageSkipped,
    appFolder: import.meta.dirname,
    checks,
    now: () => new Date(),
    log: silent,
    bounds: null,
    onProgress: () => undefined,
  });
  expect(looseEnds(report)).toEqual([]);
  // Strict: what is not in the schema is not said.
  return DoctorReport.parse(report);
}

export function examineSample(
  { settings }: Pick<Sample, 'settings'>,
  changed: Readonly<Record<string, string>> = {},
): Promise<DoctorReport> {
  return examineSettings({ ...soundSettings, ...settings, ...changed });
}

/** Ids that are there twice, and causes that are no problem of the report. */
function looseEnds({ items }: DoctorReport): readonly string[] {
  const ids = items.map(({ id }) => id);
  const causes = items.flatMap(({ because }) => because ?? []);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index),
    ...causes.filter((id) => !ids.includes(id)),
  ];
}

/** What is wrong, without what only follows from it. */
export function problemIds({ items }: DoctorReport): readonly string[] {
  return items
    .filter(({ status, because }) => because === null && !['ok', 'skipped'].includes(status))
    .map(({ id }) => id);
}
