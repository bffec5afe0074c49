/** Whether objects have only fields that their API version has: by the models that the Kubernetes client is generated with. */
import * as client from '@kubernetes/client-node';

interface Model {
  readonly attributeTypeMap: readonly { readonly baseName: string; readonly type: string }[];
}

const models = client as unknown as Readonly<Record<string, Model | undefined>>;

/** Models of kinds whose objects the remedies make or change. */
const modelOfKind: Readonly<Record<string, string>> = {
  'v1 ResourceQuota': 'V1ResourceQuota',
  'apps/v1 Deployment': 'V1Deployment',
  'batch/v1 CronJob': 'V1CronJob',
  'batch/v1 Job': 'V1Job',
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration': 'V1MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration': 'V1ValidatingWebhookConfiguration',
  'flowcontrol.apiserver.k8s.io/v1 FlowSchema': 'V1FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration': 'V1PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema': 'V1FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration': 'V1PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema': 'V1FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration': 'V1PriorityLevelConfiguration',
};

/**
 * Where an older version differs from v1, which alone is in the client. v1beta3 has the fields of v1:
 * https://github.com/kubernetes/api/blob/v0.28.0/flowcontrol/v1beta3/types.go; v1beta2 as 1.25 serves it has not:
 * https://github.com/kubernetes/api/blob/v0.25.0/flowcontrol/v1beta2/types.go
 */
const limitedOf: Readonly<Record<string, readonly string[]>> = {
  'flowcontrol.apiserver.k8s.io/v1beta2': ['assuredConcurrencyShares', 'limitResponse'],
};

export interface TypedObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Paths of the fields that no object of this kind and version has; empty when all are known. */
export function unknownFields(object: TypedObject): readonly string[] {
  const model = modelOfKind[`${object.apiVersion} ${object.kind}`];
  if (model === undefined) return [`${object.apiVersion} ${object.kind}`];
  return unknownIn(object, model, '', limitedOf[object.apiVersion]);
}

function unknownIn(
  value: unknown,
  type: string,
  path: string,
  limited: readonly string[] | undefined,
): readonly string[] {
  const [, item] = /^Array<(.+)>$/u.exec(type) ?? [];
  if (item !== undefined) {
    return Array.isArray(value)
      ? value.flatMap((one: unknown, place) => unknownIn(one, item, `${path}[${place}]`, limited))
      : [`${path} is no list`];
  }
  const model = models[type];
  if (model === undefined) return fits(value, type) ? [] : [`${path} is no ${type}`];
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const other = type === 'V1LimitedPriorityLevelConfiguration' ? limited : undefined;
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const known = model.attributeTypeMap.find(({ baseName }) => baseName === name);
    if (other === undefined ? known === undefined : !other.includes(name)) return [`${path}.${name}`];
    return unknownIn(member, known?.type ?? 'number', `${path}.${name}`, limited);
  });
}

function fits(value: unknown, type: string): boolean {
  if (type.startsWith('{')) {
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((one) => typeof one === 'string')
    );
  }
  return typeof value === type;
}
