/**
 * Asks nodes whether they reach the API server of their cluster, by the run command of their virtual machines. Opt-in: the
 * command runs as root on production machines (https://learn.microsoft.com/azure/virtual-machines/linux/run-command).
 */
import * as z from 'zod';
import type { EgressOutcome, EgressProbe, NodeEgress } from '../evidence/node-egress.ts';
import { nodePoolOf } from '../evidence/node-pool.ts';
import { cleanText } from '../shared/clean-text.ts';
import { type Timing, realTiming } from '../shared/gate.ts';
import type { Arm } from './arm.ts';
import { idPath } from './arm-id.ts';
import { egressOutcome } from './egress-outcome.ts';
import { egressScript } from './egress-script.ts';
import { missingFrom } from './gathered.ts';
import { type NodePlace, machineOf } from './node-machines.ts';
import { FailedOperation, runOperation } from './operation.ts';
import { refusedBy } from './refusals.ts';

/** Nodes that are asked in one audit; one of each suspect pool is enough. */
const mostNodes = 3;

/** The script gives up after 20 s, and the platform takes at least as long to bring it there and back. */
const operationSeconds = 180;

// https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-set-vms/run-command
const apiVersion = '2024-11-01';

/** Probes the named nodes, one after the other, the first three at most. Throws nothing: what fails is evidence too. */
export async function probeNodeEgress(
  arm: Arm,
  place: NodePlace,
  nodes: readonly string[],
  timing: Timing = realTiming,
): Promise<Pick<NodeEgress, 'probes'>> {
  const probes: EgressProbe[] = [];
  for (const name of nodes.slice(0, mostNodes)) {
    const node = name.toLowerCase();
    probes.push({ node, pool: nodePoolOf(node), ...(await outcomeOf(arm, place, node, timing)) });
  }
  return { probes };
}

async function outcomeOf(arm: Arm, place: NodePlace, node: string, timing: Timing): Promise<EgressOutcome> {
  if (!/^[a-z0-9][a-z0-9.-]{0,62}$/u.test(node)) return noMachine(node);
  try {
    const machine = await machineOf(arm, place, node);
    if (machine === null) return noMachine(node);
    const output = await runOperation(
      arm,
      {
        method: 'POST',
        path: `${idPath(machine)}/runCommand?api-version=${apiVersion}`,
        body: { commandId: 'RunShellScript', script: egressScript },
        what: `the egress probe on the node ${node}`,
        // No built-in role has this alone.
        role: 'of the egress probe (docs/permissions.md)',
        signal: place.signal,
      },
      { timing, seconds: operationSeconds },
    );
    return egressOutcome(messageIn(output));
  } catch (error) {
    if (error instanceof FailedOperation) return failedRun(node, error);
    if (refusedBy(error)?.status === 409) return busy(node);
    const { reason, detail, remedy } = missingFrom(error);
    return { outcome: 'unclear', reason, detail, remedy };
  }
}

const outputSchema = z.object({ value: z.array(z.object({ message: z.string().nullish() })).min(1) });

function messageIn(output: unknown): string {
  const parsed = outputSchema.safeParse(output);
  return parsed.success ? parsed.data.value.map(({ message }) => message ?? '').join('\n') : '';
}

/** An agent that Azure does not hear of is what a node looks like from which nothing gets out. */
function failedRun(node: string, { code, message }: FailedOperation): EgressOutcome {
  const words = cleanText(message, 300).replace(/\.$/u, '');
  if (/VMAgent|Timeout|TimedOut/u.test(code)) {
    return {
      outcome: 'blocked',
      layer: 'agent',
      detail: `Azure cannot run a command on the node ${node}, because its VM agent does not answer (${cleanText(code, 80)}): ${words}.`,
    };
  }
  return {
    outcome: 'unclear',
    reason: 'invalid',
    detail: `The egress probe on the node ${node} failed (${cleanText(code, 80)}): ${words}.`,
    remedy: 'Look at the virtual machine of the node in the Azure portal; the next sweep asks again.',
  };
}

function busy(node: string): EgressOutcome {
  return {
    outcome: 'unclear',
    reason: 'throttled',
    detail: `Another command runs on the node ${node}; a virtual machine takes one at a time.`,
    remedy: 'The next sweep asks again.',
  };
}

function noMachine(node: string): EgressOutcome {
  return {
    outcome: 'unclear',
    reason: 'unsupported',
    detail: `There is no Linux virtual machine of the node ${cleanText(node, 80)} in the node resource group.`,
    remedy: 'Nothing to do when it was removed meanwhile; Windows nodes cannot be probed.',
  };
}
