import type { HttpClient } from '@azure/core-rest-pipeline';
import type { KubernetesReader } from '../kubernetes/reader.ts';
import type { ClusterRef } from '../model.ts';

/** Is shown what a fleet is asked and what it answers, and changes nothing of it: what the evidence was proven by. */
export interface FleetWitness {
  /** The client through which all requests to Azure go. */
  azure(client: HttpClient): HttpClient;
  /** The reader of an API server. */
  reader(cluster: ClusterRef, reader: KubernetesReader): KubernetesReader;
}
