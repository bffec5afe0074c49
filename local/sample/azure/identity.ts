/**
 * The endpoint where App Service and Functions give an app the tokens of its managed identity:
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
import { randomUUID } from 'node:crypto';
import { ok } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import { startService } from './service.ts';
import type { AzureRequest, Service, ServiceOptions } from './service.ts';

interface IdentityOptions extends ServiceOptions {
  /** What the app shows to prove that it is the app. */
  readonly header: string;
}

/** Without TLS, as on Azure: only the app itself can reach it. */
export function startIdentity({ header, token, ...options }: IdentityOptions): Promise<Service> {
  return startService(
    {
      scheme: 'http',
      routes: [
        {
          kind: 'identity',
          method: 'GET',
          path: identityPath,
          answer: (request) => tokenAnswer(request, token),
        },
      ],
      refuse: ({ headers }) =>
        headers['x-identity-header'] === header
          ? null
          : problem(401, 'The header X-IDENTITY-HEADER is wrong.'),
      notFound: problem(404, 'There is no such endpoint.'),
    },
    options,
  );
}

const identityPath = /^\/msi\/token\/?$/i;

/** What stands in `IDENTITY_ENDPOINT` for a service at this address. */
export function identityEndpoint({ url }: Service): string {
  return `${url}/msi/token`;
}

// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations
const lifetimeSeconds = 86_400;

function tokenAnswer({ query }: AzureRequest, token: string): AzureAnswer {
  if (query.get('api-version') !== '2019-08-01') return problem(400, 'The api-version is not supported.');
  const resource = query.get('resource') ?? '';
  if (resource === '') return problem(400, 'The parameter resource is missing.');
  // By the clock of this machine, whatever time the stories are told at: whoever gets the token goes by it.
  const expires = Math.floor(Date.now() / 1000) + lifetimeSeconds;
  return ok({ access_token: token, expires_on: String(expires), resource, token_type: 'Bearer' });
}

/** This endpoint has an error object of its own: https://github.com/AzureAD/microsoft-authentication-library-for-dotnet/blob/main/src/client/Microsoft.Identity.Client/ManagedIdentity/ManagedIdentityErrorResponse.cs */
function problem(statusCode: number, message: string): AzureAnswer {
  return { status: statusCode, body: { statusCode, message, correlationId: randomUUID() } };
}
