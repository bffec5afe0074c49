/** `infra/health/workbook.json`: the saved queries as an Azure workbook, https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-overview. */
import { healthQuery } from './health-queries.ts';

/** Put in its place by the deployment: the id of the workspace. */
export const workspacePlaceholder = '__WORKSPACE_ID__';

const resourceType = 'microsoft.operationalinsights/workspaces';

type Look = 'table' | 'timechart' | 'linechart' | 'barchart';

interface Section {
  readonly heading: string;
  readonly queries: readonly (readonly [name: string, look: Look])[];
}

/** What is in it, from top to bottom: is it alive, what did it miss, did people hear of it, what does it cost. */
export const sections: readonly Section[] = [
  {
    heading: 'Does it sweep?',
    queries: [
      ['sweep-age', 'timechart'],
      ['sweeps', 'table'],
      ['not-closed', 'table'],
    ],
  },
  {
    heading: 'What did it not see?',
    queries: [
      ['not-audited', 'table'],
      ['slowest-clusters', 'table'],
    ],
  },
  {
    heading: 'Do people hear of it?',
    queries: [
      ['deliveries', 'table'],
      ['given-up', 'table'],
    ],
  },
  {
    heading: 'What went wrong?',
    queries: [
      ['errors', 'table'],
      ['failed-invocations', 'table'],
      ['exceptions', 'table'],
      ['dead-letters', 'table'],
    ],
  },
  {
    heading: 'What does it cost?',
    queries: [
      ['work', 'table'],
      ['function-time', 'table'],
      ['telemetry-volume', 'barchart'],
    ],
  },
  { heading: 'One sweep', queries: [['one-sweep', 'table']] },
];

export function healthWorkbook() {
  return {
    version: 'Notebook/1.0',
    items: [
      text(
        'AKS Fleet Auditor: its own health. What the messages and metrics mean, and what to do: docs/health.md of the product.',
        'introduction',
      ),
      parameters,
      ...sections.flatMap(({ heading, queries }) => [
        text(`## ${heading}`, `heading ${heading}`),
        ...queries.map(([name, look]) => queryItem(name, look)),
      ]),
    ],
    fallbackResourceIds: [workspacePlaceholder],
    $schema: 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json',
  };
}

function text(json: string, name: string) {
  return { type: 1, content: { json }, name };
}

function queryItem(name: string, visualization: Look) {
  const { title, note, text: query } = healthQuery(name);
  return {
    type: 3,
    content: {
      version: 'KqlItem/1.0',
      query,
      size: 0,
      title,
      ...(note === '' ? {} : { noDataMessage: `No rows. ${note}` }),
      timeContextFromParameter: 'TimeRange',
      queryType: 0,
      resourceType,
      visualization,
    },
    name,
  };
}

const hour = 3_600_000;
const spans = [hour, 4 * hour, 12 * hour, 24 * hour, 3 * 24 * hour, 7 * 24 * hour, 30 * 24 * hour];

const parameters = {
  type: 9,
  content: {
    version: 'KqlParameterItem/1.0',
    parameters: [
      {
        // Ids are of no meaning, but have to be there and stay.
        id: '4a1c1d5e-0d5a-4c36-9c5c-6f3a5f1a0001',
        version: 'KqlParameterItem/1.0',
        name: 'TimeRange',
        label: 'Time range',
        type: 4,
        isRequired: true,
        value: { durationMs: 24 * hour },
        typeSettings: { selectableValues: spans.map((durationMs) => ({ durationMs })), allowCustom: true },
      },
      {
        id: '4a1c1d5e-0d5a-4c36-9c5c-6f3a5f1a0002',
        version: 'KqlParameterItem/1.0',
        name: 'SweepId',
        label: 'Sweep',
        type: 2,
        query: healthQuery('sweep-choices').text,
        // The first, which is the newest.
        typeSettings: { additionalResourceOptions: ['value::1'], showDefault: false },
        defaultValue: 'value::1',
        timeContextFromParameter: 'TimeRange',
        queryType: 0,
        resourceType,
      },
    ],
    style: 'pills',
    queryType: 0,
    resourceType,
  },
  name: 'parameters',
};
