/** What an audit gathers from a real API server, and what the checks say of it. */
import { checkById } from '../../src/checks/index.ts';
import { collect } from '../../src/evidence/collect.ts';
import type { Collected, EvidenceKind } from '../../src/evidence/index.ts';
import { connect } from '../../src/kubernetes/connection.ts';
import type { FindingDraft, RemediationStep } from '../../src/model.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { ApiServer } from './api-server.ts';
import { evaluateAny } from './evidence.ts';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function evidenceOf(server: ApiServer, ...kinds: readonly EvidenceKind[]): Promise<Collected> {
  const kubeconfig = await server.kubeconfig('admin');
  const { evidence } = await collect({
    cluster: {
      key: 'real',
      id: 'kubeconfig:real',
      name: 'real',
      source: { kind: 'kubeconfig', context: 'admin' },
    },
    kinds,
    connect: (signal) => connect('admin', { kubeconfig }, { signal }),
    options: { metricsWindowSeconds: 0 },
    now: () => new Date(),
    log: silent,
  });
  return evidence;
}

/** What one check finds on evidence that is read now. */
export async function findingsOf(server: ApiServer, id: string): Promise<readonly FindingDraft[]> {
  const check = checkById(id);
  if (check === undefined) throw new Error(`no check ${id}`);
  const evidence = await evidenceOf(server, ...check.requires, ...check.uses);
  const handed = Object.fromEntries([
    ...check.requires.map((kind) => [kind, valueOf(evidence, kind)]),
    ...check.uses.map((kind) => [kind, evidence[kind]]),
  ]) as Readonly<Record<string, unknown>>;
  const verdict = evaluateAny(check, handed);
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

export function valueOf<Kind extends EvidenceKind>(
  evidence: Collected,
  kind: Kind,
): Extract<Collected[Kind], { readonly ok: true }>['value'] {
  const one = evidence[kind];
  if (one?.ok !== true) throw new Error(`${kind} was not read: ${one?.detail}`);
  return one.value;
}

/** The step with this in its command or manifest. */
export function stepWith(steps: readonly RemediationStep[], text: string): RemediationStep {
  const found = steps.find(({ command, manifest }) => (command ?? manifest ?? '').includes(text));
  if (found === undefined) throw new Error(`no step with ${text}`);
  return found;
}

/** The command of the step that has this in it. */
export function commandIn(steps: readonly RemediationStep[], text: string): string {
  const { command } = stepWith(steps, text);
  if (command === undefined) throw new Error(`the step with ${text} has no command`);
  return command;
}
