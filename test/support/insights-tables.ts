/** The tables of Application Insights in a workspace: https://learn.microsoft.com/azure/azure-monitor/reference/tables/apptraces and the others. */
import type { TableSchema } from '../../local/kusto/syntax.ts';

/** Columns that all of them have. */
const common = {
  AppRoleInstance: 'string',
  AppRoleName: 'string',
  AppVersion: 'string',
  _BilledSize: 'real',
  ClientBrowser: 'string',
  ClientCity: 'string',
  ClientCountryOrRegion: 'string',
  ClientIP: 'string',
  ClientModel: 'string',
  ClientOS: 'string',
  ClientStateOrProvince: 'string',
  ClientType: 'string',
  IKey: 'string',
  _IsBillable: 'string',
  ItemCount: 'int',
  OperationId: 'string',
  OperationName: 'string',
  ParentId: 'string',
  Properties: 'dynamic',
  ResourceGUID: 'string',
  _ResourceId: 'string',
  SDKVersion: 'string',
  SessionId: 'string',
  SourceSystem: 'string',
  _SubscriptionId: 'string',
  SyntheticSource: 'string',
  TenantId: 'string',
  TimeGenerated: 'datetime',
  Type: 'string',
  UserAccountId: 'string',
  UserAuthenticatedId: 'string',
  UserId: 'string',
};

const referenced = { Measurements: 'dynamic', ReferencedItemId: 'string', ReferencedType: 'string' };
const timed = { DurationMs: 'real', Id: 'string', Name: 'string', ResultCode: 'string', Success: 'bool' };

const tables = {
  AppTraces: { ...common, ...referenced, Message: 'string', SeverityLevel: 'int' },
  AppMetrics: { ...common, Max: 'real', Min: 'real', Name: 'string', Sum: 'real' },
  AppRequests: { ...common, ...referenced, ...timed, Source: 'string', Url: 'string' },
  AppDependencies: {
    ...common,
    ...referenced,
    ...timed,
    Data: 'string',
    DependencyType: 'string',
    Target: 'string',
  },
  AppExceptions: {
    ...common,
    Assembly: 'string',
    Details: 'dynamic',
    ExceptionType: 'string',
    HandledAt: 'string',
    InnermostAssembly: 'string',
    InnermostMessage: 'string',
    InnermostMethod: 'string',
    InnermostType: 'string',
    Measurements: 'dynamic',
    Message: 'string',
    Method: 'string',
    OuterAssembly: 'string',
    OuterMessage: 'string',
    OuterMethod: 'string',
    OuterType: 'string',
    ProblemId: 'string',
    SeverityLevel: 'int',
  },
} as const;

export type InsightsTable = keyof typeof tables;
export type InsightsRow = Readonly<Record<string, unknown>>;

export const insightsSchemas: readonly (TableSchema & { readonly name: InsightsTable })[] = (
  ['AppTraces', 'AppMetrics', 'AppRequests', 'AppDependencies', 'AppExceptions'] as const
).map((name) => ({
  name,
  columns: Object.entries(tables[name]).map(([column, type]) => ({ name: column, type })),
}));
