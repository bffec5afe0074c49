import type { Severity } from '../../model.ts';
import { cleanText } from '../../shared/clean-text.ts';
import type { ReportRule } from '../rule.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

/** The three levels of SARIF, for our five severities. */
export const levelOf: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** GitHub's words for problems that are not of security. */
const problemSeverity: Readonly<Record<SarifLevel, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
};

/** GitHub shows no more of a description. */
const longestDescription = 1024;

/** A check of the catalogue as a rule (`reportingDescriptor`). */
export function ruleOf({ id, title, category, severity, rationale, remedy, learnMore }: ReportRule): object {
  const level = levelOf[severity];
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: cleanText(title, longestDescription) },
    fullDescription: { text: cleanText(rationale, longestDescription) },
    help: { text: remedy },
    helpUri: learnMore,
    defaultConfiguration: { level },
    properties: { tags: ['aks', 'kubernetes', category], 'problem.severity': problemSeverity[level] },
  };
}

function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Which rule a result belongs to; a check that is gone from the catalogue has no index. */
export function ruleReference(
  check: string,
  indexes: ReadonlyMap<string, number>,
): { readonly ruleId: string; readonly ruleIndex?: number } {
  const ruleIndex = indexes.get(check);
  return ruleIndex === undefined ? { ruleId: check } : { ruleId: check, ruleIndex };
}
