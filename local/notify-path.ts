import path from 'node:path';
import type { Settings } from './host/expand.ts';

/** The notification file of a local run; null when none is named. Relative to the project, as to the app on Azure. */
export function notifyPath(environment: Settings, projectDirectory: string): string | null {
  const named = environment['NOTIFY_FILE']?.trim() ?? '';
  return named === '' ? null : path.resolve(projectDirectory, named);
}
