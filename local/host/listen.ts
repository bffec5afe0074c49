import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { UsageError } from '../../src/shared/errors.ts';

// The port of the Azure Functions Core Tools: https://learn.microsoft.com/azure/azure-functions/functions-run-local
const usualPort = 7071;
const portsTried = 50;

/** Listens on loopback: on the given port (0 for any), or on 7071 or the next free one. Answers the port. */
export async function listen(server: Server, wanted: number | null): Promise<number> {
  if (wanted !== null) {
    if (await tryPort(server, wanted)) return portOf(server);
    throw new UsageError([
      `Port ${wanted} is in use. Choose another with --port, or leave it out for a free one.`,
    ]);
  }
  for (let port = usualPort; port < usualPort + portsTried; port++) {
    if (await tryPort(server, port)) return port;
  }
  await tryPort(server, 0);
  return portOf(server);
}

/** A port that `listen` would take, free a moment ago: for those who have to name it before there is a server. */
export async function freePort(wanted: number | null): Promise<number> {
  const server = createServer();
  const port = await listen(server, wanted);
  await closeServer(server, 0);
  return port;
}

async function tryPort(server: Server, port: number): Promise<boolean> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Takes no new requests, waits for the running ones until the deadline, then cuts them off. */
export async function closeServer(
  server: Pick<Server, 'close' | 'closeIdleConnections' | 'closeAllConnections'>,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
