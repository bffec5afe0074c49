/** Diagnostic settings as lines of evidence. */
import type { DiagnosticSetting } from '../../evidence/audit-logging.ts';
import type { Excerpt } from '../../model.ts';
import { nameInId } from '../../remediation/azure-cli.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { listInWords } from '../../shared/format.ts';

export const auditCategories = ['kube-audit', 'kube-audit-admin'] as const;

/** One line a setting: what it collects, and where it sends that. */
export function settingsInWords(settings: readonly DiagnosticSetting[]): readonly Excerpt[] {
  return settings.map((setting) => ({
    label: `Setting ${cleanText(setting.name, 80)}`,
    value: `${categoriesInWords(setting)} to ${destinationsOf(setting)}`,
  }));
}

/** The audit categories first: they are what is looked for. */
function categoriesInWords({ categories }: DiagnosticSetting): string {
  if (categories.length === 0) return 'no log';
  const first = auditCategories.filter((category) => categories.includes(category));
  const rest = categories.filter((category) => !auditCategories.some((known) => known === category));
  return cleanText(listInWords([...first, ...rest]), 300);
}

function destinationsOf({ workspaceId, mode, otherDestinations }: DiagnosticSetting): string {
  const workspace =
    workspaceId === null
      ? []
      : [
          `workspace ${nameInId(workspaceId)} (${mode === 'resourceSpecific' ? 'tables of their own' : 'AzureDiagnostics'})`,
        ];
  const all = [...workspace, ...otherDestinations];
  return all.length === 0 ? 'nowhere' : cleanText(listInWords(all), 300);
}
