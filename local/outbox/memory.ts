/** What the outbox remembers over restarts beside messages: its ports, and secrets that are made once. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const port = z.int().min(1).max(65_535);
const Ports = z.object({ page: port, https: port, smtp: port });
export type Ports = z.infer<typeof Ports>;

const Secrets = z.object({
  /** Base64 of 32 bytes: seals the secrets of subscriptions (WEBHOOK_SECRET_KEY). */
  sealingKey: z.base64(),
  /** `whsec_…`, with which webhooks of the notification file are signed. */
  signingSecret: z.string().startsWith('whsec_'),
});
type Secrets = z.infer<typeof Secrets>;

/** Made at the first start, readable by their owner only. A file that is damaged is told, not replaced. */
export async function secretsIn(directory: string): Promise<Secrets> {
  const file = path.join(directory, 'secrets.json');
  const text = await textIn(file);
  if (text !== null) {
    const known = Secrets.safeParse(jsonIn(text));
    if (known.success) return known.data;
    // What is sealed by the old key could not be opened any more.
    throw new Error(
      `${file} is damaged. Mend it, or remove it: subscriptions of webhooks then have to be made anew.`,
    );
  }
  const secrets = {
    sealingKey: randomBytes(32).toString('base64'),
    signingSecret: `whsec_${randomBytes(32).toString('base64')}`,
  };
  await replaceFile(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

/** Those of the last start, so that bookmarks and subscriptions go on working; null at the first. */
export async function portsIn(directory: string): Promise<Ports | null> {
  const known = Ports.safeParse(jsonIn((await textIn(path.join(directory, 'ports.json'))) ?? ''));
  return known.success ? known.data : null;
}

export async function rememberPorts(directory: string, ports: Ports): Promise<void> {
  await replaceFile(path.join(directory, 'ports.json'), JSON.stringify(ports));
}

/** Whole or not at all, readable by its owner only. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

async function textIn(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
