/** What goes wrong between us and a storage account, for the person who can repair it; never with a key or a token. */

/** The storage account does not answer, or does not let us in. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
  /** What the operator can do, one sentence. */
  readonly remedy: string;

  // No cause: the client's errors carry the request, and with a shared access signature its address is a secret.
  constructor(detail: string, remedy: string) {
    super(`${detail} ${remedy}`);
    this.remedy = remedy;
  }
}

/** The storage account answers that it will not do it: a table or queue deleted by hand, or a fault of ours. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused';
  readonly statusCode: number;
  readonly code: string;

  // The client's own messages are a status, or JSON; no cause for the reason above.
  constructor(what: string, statusCode: number, code: string) {
    super(`The storage account answers ${statusCode} ${code} for ${what}.`);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** Does something at a storage service (`what`, e.g. "table Sweeps"); what it throws is made clear. */
export async function atStorage<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explained(what, error);
  }
}

/** HTTP status of an answer of the service; undefined when there was none. */
export function statusOf(error: unknown): number | undefined {
  return numberIn(error, 'statusCode');
}

/** Error code of the service in an answer's body, e.g. `EntityAlreadyExists`. */
export function codeOf(error: unknown): string | undefined {
  const details = field(error, 'details');
  const code =
    field(field(details, 'odataError'), 'code') ?? field(details, 'errorCode') ?? field(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

function explained(what: string, error: unknown): unknown {
  const status = statusOf(error);
  const code = codeOf(error) ?? nameOf(error);
  if (status === 401 || status === 403) {
    return new StorageUnavailable(
      `The storage account refuses access to ${what} (${status} ${code}).`,
      'Give the identity the roles Storage Table Data Contributor and Storage Queue Data Contributor, ' +
        'or correct the key in the connection string, and allow this network in its firewall.',
    );
  }
  if (status === undefined && isNetworkFault(error, code)) {
    return new StorageUnavailable(
      `The storage account does not answer for ${what} (${code}).`,
      'Check the address in AzureWebJobsStorage, DNS, firewall and private endpoint; for the emulator, start Azurite.',
    );
  }
  if (status !== undefined && (status >= 500 || status === 408 || status === 429)) {
    return new StorageUnavailable(
      `The storage account fails or throttles for ${what} (${status} ${code}), also after retries.`,
      'Wait, or look at the account’s metrics and Azure status.',
    );
  }
  if (nameOf(error) === 'CredentialUnavailableError' || nameOf(error) === 'AggregateAuthenticationError') {
    return new StorageUnavailable(
      `There is no identity to reach ${what} with.`,
      'Assign a managed identity (AzureWebJobsStorage__clientId), sign in with az login, or set a connection string.',
    );
  }
  return status === undefined ? error : new StorageRefused(what, status, code);
}

/** Codes of Node and of the pipeline for a request that never had an answer. */
function isNetworkFault(error: unknown, code: string): boolean {
  return (
    /^(?:E[A-Z_]+|REQUEST_SEND_ERROR|UND_ERR_\w+|CERT_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_TO\w+)$/.test(
      code,
    ) || ['AbortError', 'TimeoutError'].includes(nameOf(error))
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function numberIn(value: unknown, name: string): number | undefined {
  const found = field(value, name);
  return typeof found === 'number' ? found : undefined;
}

function field(value: unknown, name: string): unknown {
  // Any object may be asked for any property.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
