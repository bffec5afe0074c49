import { RefusedStatus } from '../kubernetes/refusals.ts';
import { brokenConnection } from '../shared/connection-layer.ts';
import { ReadError } from '../shared/errors.ts';
import type { AccessLayer } from './api-access.ts';

/** Where the way to an API server ended, by what its first read failed of. */
export function accessLayerOf(error: unknown): AccessLayer {
  if (!(error instanceof ReadError)) return 'other';
  if (error.cause instanceof RefusedStatus) return layerOfStatus(error.cause.status);
  if (error.reason === 'timeout' || error.reason === 'throttled') return error.reason;
  const broken = brokenConnection(error.cause);
  if (broken === null) return 'other';
  return broken.layer === 'reset' ? 'TCP' : broken.layer;
}

function layerOfStatus(status: number): AccessLayer {
  if (status === 401) return '401';
  if (status >= 500) return '5xx';
  return status === 403 ? '403' : 'other';
}
