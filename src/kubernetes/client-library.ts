/**
 * What we use of the Kubernetes client, in a module of its own: it is imported when a cluster is first reached, and the
 * bundle then holds these parts instead of the models and APIs of every kind (16 MB).
 */
export { KubeConfig, loadYaml } from '@kubernetes/client-node';
