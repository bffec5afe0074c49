/** `docs/health.md`, from the catalogues of log messages and metrics and from the saved queries. */
import { type LogMessage, logMessages } from '../../src/log-messages.ts';
import { metricCatalogue } from '../../src/metrics.ts';
import { eventsFile, healthQueries } from './health-queries.ts';

export function healthPage(): string {
  return `# What the auditor says of itself

The auditor tells Application Insights what it does in two ways: log lines, one an event, and metrics, a few numbers a sweep.
Nothing is sent where \`APPLICATIONINSIGHTS_CONNECTION_STRING\` is not set, as on your own machine: the log is a file there.

What each is good for: **alerts** go by metrics, which are never sampled and need no parsing. **Why** is in log lines. **Exceptions** are
in AppExceptions, and invocations in AppRequests, as the Functions host sends them.

## To be alarmed

"No sweep was closed within twice the interval" is the alert that covers all others: whatever keeps the auditor from its work
ends in it. It is a log alert over [\`infra/health/no-sweep-closed.kql\`](../infra/health/no-sweep-closed.kql), which has a row also when there is no
data at all. A workspace that has reached its daily cap, or a role that is missing, therefore alarms, too: you hear that the
auditor cannot be seen, and not that all is well.

## To look at it

\`infra/health/workbook.json\` is a workbook of the queries below: whether it sweeps, what it did not see, whether people hear of
it, what went wrong, what it costs, and one sweep step by step. Its \`__WORKSPACE_ID__\` stands for the id of the Log Analytics
workspace. The queries call the function \`AuditorEvents\`, which is \`infra/health/${eventsFile}.kql\` saved in the workspace:
a line arrives as text, \`Sweep closed {"sweepId":"20261124T060000000Z",…}\`, because the host takes no fields from Node.js
([why](decisions/0011-metrics-are-posted-and-lines-are-parsed.md)).

| query | what it answers |
| --- | --- |
${healthQueries.map(({ name, title, note }) => `| [\`${name}\`](../infra/health/${name}.kql) | ${cell(title)}${note === '' ? '' : ` ${cell(note)}`} |`).join('\n')}

## To follow one sweep

A sweep has an id, its start: \`20261124T060000000Z\`. Every line that is about a sweep has it as \`sweepId\`, from the plan to the last try
of the last message. In a workspace that has the function:

\`\`\`kusto
AuditorEvents
| where SweepId == '20261124T060000000Z'
| sort by TimeGenerated asc
\`\`\`

| id | made by | on the lines of |
| --- | --- | --- |
| \`sweepId\` | \`Sweep planned\` | everything below, but for reports, tests and what belongs to no sweep |
| \`clusterKey\` | the ledger | audits, and what kept a cluster from being audited |
| \`decisionId\` | \`Messages decided\` | that decision, and the deliveries that follow from it |
| \`deliveryId\` | the decision | each try of that delivery; the same as in the API and in \`Deliveries\` |
| \`receiver\` | the settings, or a subscription | tries, and a webhook that is paused |

To go from a line to what the host knows of the same invocation, e.g. its exception, join \`OperationId\`. A sweep is many invocations,
each with an \`OperationId\` of its own: that is why the lines carry ids of ours.

## Log lines

Messages are constant, so that lines can be counted; everything else is in fields. \`warn\` and \`error\` are for a person who can do something.
None holds a token, a key, an address with a key, or what a cluster keeps secret. Lines of an audit, a survey, the closing of a sweep and a
delivery also carry the ids of their queue message. \`…\` stands for fields whose names depend on what was done.

| message | level | when, and what to do | fields |
| --- | --- | --- | --- |
${Object.entries<LogMessage>(logMessages)
  .map(([message, { level, when, fields }]) => `| ${message} | ${level} | ${cell(when)} | ${codes(fields)} |`)
  .join('\n')}

## Metrics

In AppMetrics by \`Name\`; \`Sum\` is the total of what was put together in one row, \`ItemCount\` how many values that were, and \`Properties\`
the dimensions. They are about sweeps: what one cluster costs is in \`Cluster audited\`, so that a fleet of 2,000 makes no more
rows than one of 5.

| metric | unit | meaning | dimensions |
| --- | --- | --- | --- |
${Object.entries(metricCatalogue)
  .map(
    ([name, { unit, meaning, dimensions }]) =>
      `| \`${name}\` | ${unit} | ${cell(meaning)} | ${codes(dimensions)} |`,
  )
  .join('\n')}

Not counted: transactions of the storage account and gigabytes that log queries scan. The metrics of the storage account, and the table
LAQueryLogs of the workspaces where it is switched on, have them.

## What is kept, and what it costs

\`host.json\` decides what of the log reaches Application Insights:

- Lines of our functions are never sampled, nor are requests and exceptions. Other types are sampled from 5 items a second on.
- The host's own lines ("Executing …") are cut unless they are warnings; so are its dependencies and its counts of invocations, which
  AppRequests has, too.
- A sweep of 1,000 clusters writes about 1,100 lines and 1,200 requests of about a kilobyte each: some 60 MB a day when it is hourly. The query
  \`telemetry-volume\` says what it really is. A daily cap of the workspace bounds faults that go on and on.

Metrics are sent at the end of the invocation that recorded them, by the identity in \`APPLICATIONINSIGHTS_AUTHENTICATION_STRING\`, which
needs the role **Monitoring Metrics Publisher** on the Application Insights resource. An invocation waits four seconds for that at most. What was not
taken is tried again by a later invocation of the same instance, after a minute; it is lost when the instance is removed before.
That no metrics arrive is said once in the log (\`Metrics were not accepted\`), with what to do. HTTP functions send none and wait for none.
`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
