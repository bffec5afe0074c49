import type { LogLevel } from './core-api.ts';

/** Where the host and the app write; `source` is the function's name, or `host`. */
export interface HostLog {
  write(level: LogLevel, source: string, message: string): void;
}
