import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** When the stories began: now at the first start in this folder; they go on where they were at the next ones. */
export async function beginningOf(directory: string, now: Date): Promise<Date> {
  const file = path.join(directory, 'begun.txt');
  const kept = await readFile(file, 'utf8').catch(() => '');
  const begun = new Date(kept.trim());
  if (!Number.isNaN(begun.getTime())) return begun;
  await mkdir(directory, { recursive: true });
  await writeFile(file, `${now.toISOString()}\n`);
  return now;
}
