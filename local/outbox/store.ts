/** Messages in a folder, a file each, and in memory: a restart shows them again. The oldest make room for new ones. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HostLog } from '../host/host-log.ts';
import type { Incoming } from './received.ts';
import { Received } from './received.ts';

const mostMessages = 500;
const mostBytes = 100 * 1024 * 1024;

export interface OutboxStore {
  readonly keep: (incoming: Incoming) => Promise<Received>;
  /** Newest first. */
  messages(): readonly Received[];
  message(id: string): Received | null;
}

interface Kept {
  readonly message: Received;
  readonly bytes: number;
}

export async function openStore(directory: string, log: HostLog, now: () => Date): Promise<OutboxStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  /** By id, oldest first. */
  const kept = new Map<string, Kept>();
  for (const name of (await readdir(directory)).toSorted()) {
    if (name.endsWith('.new')) await rm(path.join(directory, name), { force: true });
    if (!name.endsWith('.json')) continue;
    const text = await readFile(path.join(directory, name), 'utf8');
    const message = messageIn(text);
    // Of another version, or damaged: it is somebody's file all the same.
    if (message === null) log.write('warning', 'outbox', `${name} cannot be read, and is left out.`);
    else kept.set(message.id, { message, bytes: Buffer.byteLength(text) });
  }

  async function makeRoom(): Promise<void> {
    let bytes = 0;
    for (const one of kept.values()) bytes += one.bytes;
    for (const [id, oldest] of kept) {
      if (kept.size <= 1 || (kept.size <= mostMessages && bytes <= mostBytes)) return;
      kept.delete(id);
      bytes -= oldest.bytes;
      await rm(path.join(directory, `${id}.json`), { force: true });
    }
  }

  return {
    keep: async (incoming) => {
      const at = now().toISOString();
      // Of the same millisecond, too.
      const id = `${at.replaceAll(/[-:.]/gu, '')}-${randomBytes(3).toString('hex')}`;
      const message: Received = { ...incoming, id, at };
      const text = JSON.stringify(message);
      const file = path.join(directory, `${id}.json`);
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
      kept.set(id, { message, bytes: Buffer.byteLength(text) });
      await makeRoom();
      return message;
    },
    messages: () => [...kept.values()].map(({ message }) => message).toReversed(),
    message: (id) => kept.get(id)?.message ?? null,
  };
}

function messageIn(text: string): Received | null {
  try {
    return Received.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
