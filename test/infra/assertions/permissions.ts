/** Least privilege: which roles, with what in them, at which scope, under which names. */
import { dataActions } from '../../../src/evidence/access-rules.ts';
import { fleetSources } from '../../../src/evidence/fleet-sources.ts';
import { gatherers } from '../../../src/evidence/index.ts';
import type { Deployment, Json, Resource } from '../compiled.ts';
import { at, differences, mismatches, ofType, textAt } from './reading.ts';

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const builtIn: Readonly<Record<string, string>> = {
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': 'Reader',
  '43d0d8ad-25c7-4714-9337-8ba259a9fe05': 'Monitoring Reader',
  '3b03c2da-16b3-4a49-8834-0f8130efdd3b': 'Log Analytics Data Reader',
  '4abbcc35-e782-43d8-92c5-2d3f1bd2253f': 'Azure Kubernetes Service Cluster User Role',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': 'Key Vault Secrets Officer',
};

/** Roles of the fleet by the declarations of what is read; one that no built-in role is small enough for is null there. */
const declaredRoles = [
  ...new Set(fleetSources.flatMap(({ needs }) => needs.flatMap(({ role }) => (role === null ? [] : [role])))),
];

/** Where each other role may be assigned: the resource that it is for, and nothing above it. */
const scopes: Readonly<Record<string, RegExp>> = {
  'Storage Blob Data Owner': /\/storageAccounts\/[^/]+$/u,
  'Storage Queue Data Contributor': /\/storageAccounts\/[^/]+$/u,
  'Storage Table Data Contributor': /\/storageAccounts\/[^/]+$/u,
  'Monitoring Metrics Publisher': /\/Microsoft\.Insights\/components\/[^/]+$/u,
  'Key Vault Secrets User': /\/vaults\/[^/]+$/u,
  'Key Vault Secrets Officer': /\/vaults\/[^/]+$/u,
  'AKS Fleet Auditor mail sender': /\/communicationServices\/[^/]+$/u,
  'AKS Fleet Auditor egress probe': /\/resourceGroups\/[^/]+$/u,
};
const subscription = /^\/subscriptions\/[^/]+$/u;

export function noWildcards(deployment: Deployment): readonly string[] {
  return roles(deployment).flatMap((role) =>
    permitted(role)
      .filter((action) => action.includes('*'))
      .map((action) => `role "${nameOf(role)}": ${action} is a wildcard`),
  );
}

/** Custom roles have what the gatherers declare: not less, and not more. */
export function rolesAsDeclared(deployment: Deployment): readonly string[] {
  return roles(deployment).flatMap((role) => {
    const name = nameOf(role);
    return differences(`role "${name}"`, permitted(role), expectedActions(name));
  });
}

const probeActions = fleetSources.flatMap(({ needs }) =>
  needs.flatMap(({ role, actions }) => (role === null ? actions : [])),
);

/** Sending mail: https://learn.microsoft.com/azure/communication-services/quickstarts/email/send-email-smtp/smtp-authentication */
const mailActions = [
  'Microsoft.Communication/CommunicationServices/Read',
  'Microsoft.Communication/CommunicationServices/Write',
  'Microsoft.Communication/EmailServices/write',
];

function expectedActions(name: string): readonly string[] {
  if (name.includes('cluster reader')) return dataActions(gatherers);
  if (name.includes('egress probe')) return probeActions;
  return name.includes('mail sender') ? mailActions : [];
}

/** Every subscription of the fleet gets the built-in roles that are declared, and no other. */
export function builtInRolesAsDeclared(deployment: Deployment, expected = declaredRoles): readonly string[] {
  const bySubscription = Map.groupBy(
    assignments(deployment).filter(
      ({ scope, role }) => subscription.test(scope) && !role.startsWith('AKS Fleet'),
    ),
    ({ scope }) => scope,
  );
  return [...bySubscription].flatMap(([scope, found]) =>
    differences(
      scope,
      found.map(({ role }) => role),
      expected,
    ),
  );
}

export function scopesAsMeant(deployment: Deployment): readonly string[] {
  return assignments(deployment)
    .filter(({ role, scope }) => !(scopes[role] ?? subscription).test(scope))
    .map(({ role, scope }) => `${role} is assigned at ${scope}`);
}

/** The same names at every deployment, of a kind of principal that may be new. */
export function namesOfAssignments(deployment: Deployment): readonly string[] {
  const found = ofType(deployment, 'Microsoft.Authorization/roleAssignments');
  const names = [
    ...deployment.template.matchAll(
      /"Microsoft\.Authorization\/roleAssignments"[^]{0,200}?"name": "([^"]+)"/gu,
    ),
  ];
  return [
    ...names
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('[guid(') || /newGuid|utcNow|deployment\(/u.test(name))
      .map((name) => `an assignment is named ${name}`),
    ...found
      .filter(({ name }) => !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(name))
      .map(({ name }) => `an assignment is named ${name}`),
    ...found
      .filter((assignment) => at(assignment, 'principalType') === undefined)
      .map(({ name }) => `${name}: principalType is not set`),
    ...mismatches(
      found.filter((assignment) => textAt(assignment, 'principalId').includes('principalId')),
      { principalType: 'ServicePrincipal' },
    ),
  ];
}

interface Assignment {
  readonly scope: string;
  /** Name of a built-in role, or of ours without what makes it unique in a tenant. */
  readonly role: string;
}

function assignments(deployment: Deployment): readonly Assignment[] {
  const own = new Map(roles(deployment).map((role) => [role.name, nameOf(role).replace(/ \(.*$/u, '')]));
  return ofType(deployment, 'Microsoft.Authorization/roleAssignments').map((assignment) => {
    const definition = textAt(assignment, 'roleDefinitionId').split('/').at(-1) ?? '';
    return {
      scope: assignment.id.replace(/\/providers\/Microsoft\.Authorization\/roleAssignments\/.*$/u, ''),
      role: builtIn[definition] ?? own.get(definition) ?? `an unknown role (${definition})`,
    };
  });
}

function roles(deployment: Deployment): readonly Resource[] {
  return ofType(deployment, 'Microsoft.Authorization/roleDefinitions');
}

function nameOf(role: Resource): string {
  return textAt(role, 'roleName');
}

function permitted(role: Resource): readonly string[] {
  const permissions = at(role, 'permissions');
  if (!Array.isArray(permissions)) return [];
  return permissions.flatMap((permission: { readonly [name: string]: Json }) =>
    ['actions', 'dataActions'].flatMap((kind) => (permission[kind] ?? []) as readonly string[]),
  );
}
