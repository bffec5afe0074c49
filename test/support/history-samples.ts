/** Any past that a cluster may have: for what must hold of every check. */
import * as fc from 'fast-check';
import type { ApiServerProcesses } from '../../src/evidence/api-server-processes.ts';
import type { ClusterHistory } from '../../src/evidence/history.ts';
import { clusterHistory } from './history.ts';

export const anyHistory: fc.Arbitrary<ClusterHistory> = fc.constant(clusterHistory());

export const anyProcesses: fc.Arbitrary<ApiServerProcesses> = fc.constant({ processes: [] });
