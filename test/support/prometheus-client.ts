/** The reference parser of OpenMetrics, where it is on the machine: Debian has it as `python3-prometheus-client`. */
import { execFileSync } from 'node:child_process';

const programs = [process.env['PYTHON'] ?? 'python3', '/usr/bin/python3'];
const imported = 'from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse';

const program = programs.find((candidate) => {
  try {
    execFileSync(candidate, ['-c', imported], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** Why there is no reference parser; null when there is one. */
export const noReferenceParser: string | null =
  program === undefined ? 'no python3 with prometheus_client' : null;

/** How many samples each family has, by its name; throws what the parser says of what it refuses. */
export function referenceCounts(text: string): unknown {
  const script = `
import json, sys
${imported}
print(json.dumps({family.name: len(family.samples) for family in parse(sys.stdin.read())}))`;
  return JSON.parse(execFileSync(program ?? 'python3', ['-c', script], { input: text, encoding: 'utf8' }));
}
