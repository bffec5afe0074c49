/** The log of a local start: everything to a file, to the terminal what a person should see. */
import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { cleanText } from '../src/shared/clean-text.ts';
import type { LogLevel } from './host/core-api.ts';
import type { HostLog } from './host/host-log.ts';

export interface LocalLog extends HostLog {
  close(): void;
}

export interface LogOptions {
  readonly file: string;
  /** Shows informational lines on the terminal too. */
  readonly verbose: boolean;
  readonly terminal: { write(text: string): unknown };
  readonly now: () => Date;
}

// Two files of this size at most: enough for the sweeps of a day, no burden on the disk.
const rotateAtBytes = 10 * 1024 * 1024;
const terminalWidth = 400;

/** Opens the log file, moving a large old one aside. */
export function openLog({ file, verbose, terminal, now }: LogOptions): LocalLog {
  mkdirSync(path.dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a');
  const shown = new Set<LogLevel>([
    'warning',
    'error',
    'critical',
    ...(verbose ? ['information' as const] : []),
  ]);
  return {
    write: (level, source, message) => {
      const at = now().toISOString();
      writeSync(descriptor, `${at} ${level} ${source}: ${message}\n`);
      if (!shown.has(level)) return;
      // Messages carry names from clusters: one line, and no control character of theirs.
      const [firstLine = ''] = message.split('\n');
      terminal.write(
        `${at.slice(11, 19)} ${words[level]} ${source}: ${cleanText(firstLine, terminalWidth)}\n`,
      );
    },
    close: () => closeSync(descriptor),
  };
}

const words: Readonly<Record<LogLevel, string>> = {
  trace: 'trace',
  debug: 'debug',
  information: 'info ',
  warning: 'warn ',
  error: 'ERROR',
  critical: 'ERROR',
  none: '',
};
