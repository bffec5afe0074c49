/** Long-running operations of Resource Manager: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations */
import * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import type { Timing } from '../shared/gate.ts';
import { type Arm, type ArmAnswer, type ArmRequest, resourceManager } from './arm.ts';
import { azureAnswer } from './answers.ts';
import { saidBy } from './said.ts';

export interface Patience {
  readonly timing: Timing;
  /** When the operation is given up; it cannot be cancelled and runs on. */
  readonly seconds: number;
}

/** An operation that ended, but not well. `code` and `message` are Azure's. */
export class FailedOperation extends Error {
  override readonly name = 'FailedOperation';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Starts an operation and waits for its result. Throws `FailedOperation` and `ReadError`. */
export async function runOperation(
  arm: Arm,
  request: ArmRequest,
  { timing, seconds }: Patience,
): Promise<unknown> {
  const started = timing.now();
  let answer = await arm.send(request);
  const status = answer.header('azure-asyncoperation');
  const location = answer.header('location');
  const link = status ?? location;
  // Quick ones are answered at once.
  if (link === undefined) return answer.document;
  for (;;) {
    const wait = retrySeconds(answer);
    if ((timing.now() - started) / 1000 + wait > seconds) throw stillRunning(request, seconds);
    await timing.pause(wait * 1000, request.signal).catch(() => {
      throw stillRunning(request, seconds);
    });
    const { signal, what, role } = request;
    answer = await arm.send({ path: arm.pathOf(link, what), signal, what, role });
    if (status === undefined) {
      if (answer.status !== 202) return answer.document;
      continue;
    }
    const ended = endOf(answer, request);
    if (ended === null) continue;
    if (ended.output !== undefined || location === undefined) return ended.output;
    return (await arm.send({ path: arm.pathOf(location, what), signal, what, role })).document;
  }
}

const statusSchema = z.object({
  status: z.string().toLowerCase(),
  error: z.unknown().optional(),
  properties: z.object({ output: z.unknown().optional() }).nullish(),
});

/** Null while it runs. */
function endOf(
  { document }: ArmAnswer,
  { what, role, path }: ArmRequest,
): { readonly output: unknown } | null {
  const asked = { service: resourceManager, what, role, scope: path };
  const { status, error, properties } = azureAnswer(statusSchema, document, asked);
  if (status === 'succeeded') return { output: properties?.output };
  if (status !== 'failed' && status !== 'canceled') return null;
  const [said] = saidBy(error);
  throw new FailedOperation(said?.code || status, said?.message ?? '');
}

/** Between a second and a quarter of a minute, whatever the service likes. */
function retrySeconds(answer: ArmAnswer): number {
  const asked = Number(answer.header('retry-after') ?? '2');
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 1), 15) : 2;
}

function stillRunning({ what }: ArmRequest, seconds: number): ReadError {
  return new ReadError(
    'timeout',
    `There is no result of ${what} after ${seconds} s.`,
    'The next sweep asks again; the command ends by itself.',
  );
}
