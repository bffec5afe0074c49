/** Long-running operations of Azure Resource Manager: accepted at once, asked for until they end. */
import { randomUUID } from 'node:crypto';
import { failure, ok } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import type { CommandEnd } from './nodes.ts';

export interface Operations {
  accept(origin: string, place: string, end: CommandEnd): AzureAnswer;
  status(id: string): AzureAnswer;
}

interface Operation {
  readonly end: CommandEnd;
  readonly startTime: string;
  asked: number;
}

export function operations(now: () => Date): Operations {
  const running = new Map<string, Operation>();
  return {
    accept(origin, place, end) {
      const id = randomUUID();
      running.set(id, { end, startTime: now().toISOString(), asked: 0 });
      const url = `${origin}${place}/operations/${id}?api-version=2024-11-01`;
      return {
        status: 202,
        headers: { 'azure-asyncoperation': url, location: `${url}&monitor=true`, 'retry-after': '1' },
      };
    },
    status(id) {
      const operation = running.get(id);
      if (operation === undefined) {
        return failure(404, 'NotFound', `The operation ${id} was not found.`);
      }
      operation.asked += 1;
      const { startTime, end } = operation;
      // Nobody may rely on the first answer being the last.
      if (operation.asked === 1) return ok({ startTime, status: 'InProgress', name: id });
      return ok({ startTime, endTime: now().toISOString(), name: id, ...endOf(end) });
    },
  };
}

function endOf(end: CommandEnd): object {
  if (end.status === 'Failed') return { status: end.status, error: { code: end.code, message: end.message } };
  return {
    status: end.status,
    properties: {
      output: {
        value: [
          {
            code: 'ProvisioningState/succeeded',
            level: 'Info',
            displayStatus: 'Provisioning succeeded',
            message: end.message,
          },
        ],
      },
    },
  };
}
