/** Nothing opens with a key, and nothing travels or lies in the open. */
import type { Deployment } from '../compiled.ts';
import { appSettings, mismatches, ofType, only } from './reading.ts';

/** No key is read, kept or accepted. */
export function noKeys(deployment: Deployment): readonly string[] {
  const { template } = deployment;
  const calls = [
    ...template.matchAll(/\blist(?:Keys|AccountKeys|AccountSas|ServiceSas|Secrets|ConnectionStrings)?\(/giu),
  ];
  const settings = Object.entries(appSettings(deployment));
  return [
    ...calls.map(([call]) => `the template calls ${call.slice(0, -1)}`),
    ...settings
      .filter(([, value]) => /AccountKey=|SharedAccess|(?:^|[?&])sig=|whsec_/iu.test(value))
      .map(([name]) => `app setting ${name} holds a key`),
    ...settings
      .filter(([name]) => /^AzureWebJobsStorage$|CONTENTAZUREFILECONNECTIONSTRING/u.test(name))
      .map(([name]) => `app setting ${name} is a connection string`),
    ...mismatches(ofType(deployment, 'Microsoft.Storage/storageAccounts'), {
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
    }),
    ...mismatches(ofType(deployment, 'Microsoft.Insights/components'), { DisableLocalAuth: true }),
    ...mismatches(ofType(deployment, 'Microsoft.OperationalInsights/workspaces'), {
      'features.disableLocalAuth': true,
    }),
    ...mismatches(ofType(deployment, 'Microsoft.Communication/communicationServices'), {
      disableLocalAuth: true,
    }),
    ...mismatches(ofType(deployment, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies'), {
      allow: false,
    }),
    ...mismatches([only(deployment, 'Microsoft.Web/sites')], {
      'functionAppConfig.deployment.storage.authentication.type': 'UserAssignedIdentity',
    }),
  ];
}

/** Secrets of receivers come from the vault, and the vault knows roles alone. */
export function secretsInTheVault(deployment: Deployment): readonly string[] {
  const vault = only(deployment, 'Microsoft.KeyVault/vaults');
  return [
    ...Object.entries(appSettings(deployment))
      .filter(
        ([name, value]) =>
          /SECRET|_URL$|PASSWORD|TOKEN/u.test(name) && !notSecret.has(name) && !isReference(value),
      )
      .map(([name]) => `app setting ${name} is no reference to the vault`),
    ...mismatches([vault], {
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      enablePurgeProtection: true,
      accessPolicies: undefined,
    }),
    ...mismatches([only(deployment, 'Microsoft.Web/sites')], {
      keyVaultReferenceIdentity: identityOf(deployment),
    }),
  ];
}

const notSecret = new Set(['PUBLIC_URL', 'AZURE_TOKEN_CREDENTIALS']);

function isReference(value: string): boolean {
  return /^@Microsoft\.KeyVault\(VaultName=[a-z0-9-]+;SecretName=[a-z0-9-]+\)$/u.test(value);
}

function identityOf(deployment: Deployment): string {
  return only(deployment, 'Microsoft.ManagedIdentity/userAssignedIdentities').id;
}

/** TLS 1.2 or higher everywhere, and nothing but TLS. */
export function encryptedOnTheWay(deployment: Deployment): readonly string[] {
  return [
    ...mismatches(ofType(deployment, 'Microsoft.Storage/storageAccounts'), {
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
    }),
    ...mismatches([only(deployment, 'Microsoft.Web/sites')], {
      httpsOnly: true,
      'siteConfig.minTlsVersion': '1.2',
      'siteConfig.scmMinTlsVersion': '1.2',
      'siteConfig.ftpsState': 'Disabled',
    }),
  ];
}

/** Nobody reads blobs without signing in, and other tenants copy nothing. */
export function nothingPublic(deployment: Deployment): readonly string[] {
  return [
    ...mismatches(ofType(deployment, 'Microsoft.Storage/storageAccounts'), {
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
    }),
    ...mismatches(ofType(deployment, 'Microsoft.Storage/storageAccounts/blobServices/containers'), {
      publicAccess: 'None',
    }),
  ];
}
