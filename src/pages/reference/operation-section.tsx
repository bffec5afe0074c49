import type { Html } from '../html.tsx';
import { Code } from '../parts/code.tsx';
import { Table } from '../parts/table.tsx';
import { plain } from '../parts/text.ts';
import type { ApiDocument, Content, JsonSchema, NamedOperation, Parameter } from './api-document.ts';
import { resolved } from './api-document.ts';
import { exampleCommand } from './example-command.ts';
import { Prose } from './prose.tsx';
import { SchemaList } from './schema-list.tsx';
import { typeText } from './type-text.ts';

interface OperationProps {
  readonly document: ApiDocument;
  readonly operation: NamedOperation;
}

/** One route: what it takes, what it answers, and how to call it. */
export function OperationSection({ document, operation }: OperationProps): Html {
  const { id, method, path, summary, description, requestBody } = operation;
  return (
    <article class="operation" id={id} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <span class="method">{method}</span> <code>{plain(path)}</code>
      </h3>
      {summary === undefined ? null : (
        <p>
          <Prose text={summary} />
        </p>
      )}
      {description === undefined ? null : (
        <p class="hint">
          <Prose text={description} />
        </p>
      )}
      <Parameters document={document} operation={operation} />
      {requestBody === undefined ? null : (
        <>
          <h4>Body</h4>
          <Bodies document={document} content={requestBody} />
        </>
      )}
      <Answers document={document} operation={operation} />
      <Code kind="Command" text={exampleCommand(document, operation)} />
    </article>
  );
}

function Parameters({ document, operation }: OperationProps): Html | null {
  const parameters = (operation.parameters ?? []).flatMap(
    (parameter) => resolved<Parameter>(document, parameter) ?? [],
  );
  if (parameters.length === 0) return null;
  return (
    <Table
      caption={`Parameters of ${operation.method} ${plain(operation.path)}`}
      columns={[
        { name: 'Parameter' },
        { name: 'In', narrow: true },
        { name: 'Type' },
        { name: 'What it does' },
      ]}
      rows={parameters.map(({ name, in: place, required = false, schema, description }) => [
        <code>{plain(name)}</code>,
        required ? `${place}, needed` : place,
        schema === undefined ? 'text' : typeText(document, schema),
        description === undefined ? '' : <Prose text={description} />,
      ])}
      cards
    />
  );
}

function Answers({ document, operation }: OperationProps): Html {
  const answers = Object.entries(operation.responses ?? {}).flatMap(([status, answer]) => {
    const content = resolved<Content>(document, answer);
    return content === undefined ? [] : [{ status, content }];
  });
  return (
    <>
      {answers.map(({ status, content }) => (
        <details open={false}>
          <summary>
            <span class="status-code">{status}</span> <Prose text={content.description ?? ''} />
          </summary>
          <Bodies document={document} content={content} />
        </details>
      ))}
    </>
  );
}

interface BodiesProps {
  readonly document: ApiDocument;
  readonly content: Content;
}

function Bodies({ document, content: { content = {} } }: BodiesProps): Html {
  const bodies = Object.entries(content);
  if (bodies.length === 0) return <p class="hint">No body.</p>;
  return (
    <>
      {bodies.map(([type, { schema }]) => (
        <>
          <p class="hint">
            {plain(type)}
            {schema === undefined ? '' : `: ${typeText(document, schema)}`}
          </p>
          {schema === undefined ? null : (
            <SchemaList document={document} schema={schema satisfies JsonSchema} />
          )}
        </>
      ))}
    </>
  );
}
