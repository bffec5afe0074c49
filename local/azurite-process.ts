/**
 * Runs Azurite in this process until standard input closes. The parent holds the other end and never writes: when it
 * ends in any way, killed too, the pipe closes, and the storage is saved and closed instead of left behind.
 */
import { createRequire } from 'node:module';

// Azurite saves its databases when it closes; this long is enough for that, and no reason to wait for ever.
const closeMs = 5000;

function closeAzurite(): void {
  // Azurite's own way to close, without a signal: Windows has none that can be handled.
  const closing = process.emit('SIGTERM');
  // It listens to that once it is up; before, there is nothing to save.
  if (!closing) process.exit();
  setTimeout(() => process.exit(), closeMs).unref();
}

// With the parent gone nobody reads what Azurite says while it closes; that must not stop it from saving.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.stdin.on('end', closeAzurite).on('error', closeAzurite).resume();
createRequire(import.meta.url)('azurite/dist/src/azurite.js');
