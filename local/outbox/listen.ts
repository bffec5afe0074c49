import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on loopback: on the port of the last start while it is free, else on any. Answers the port. */
export async function listenOn(server: Server, wanted: number | null): Promise<number> {
  if (wanted === null || !(await tryPort(server, wanted))) await tryPort(server, 0);
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server of the outbox has no port.');
  return address.port;
}

async function tryPort(server: Server, port: number): Promise<boolean> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch (error) {
    // Somebody else has it by now; for any port this cannot be.
    if (port !== 0 && error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
