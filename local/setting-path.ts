import path from 'node:path';
import type { Settings } from './host/expand.ts';

/** The file that a setting names, relative to the project as to the app on Azure; null when it names none. */
export function settingPath(
  environment: Settings,
  setting: 'POLICY_FILE' | 'NOTIFY_FILE',
  projectDirectory: string,
): string | null {
  const named = environment[setting]?.trim() ?? '';
  return named === '' ? null : path.resolve(projectDirectory, named);
}
