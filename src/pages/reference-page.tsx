/** The API as people read it, made from the document that programs read. */
import { compareText } from '../shared/compare-text.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { plain } from './parts/text.ts';
import type { ApiDocument, NamedOperation } from './reference/api-document.ts';
import { operationsOf } from './reference/api-document.ts';
import { OperationSection } from './reference/operation-section.tsx';
import { Prose } from './reference/prose.tsx';
import type { ReferenceView } from './views.ts';

/** The page at `/reference`. */
export function referencePage(view: ReferenceView): string {
  const { document } = view;
  const groups = groupsOf(document);
  return documentOf(
    <Layout frame={view} title="API reference" part="reference" trail={[]} json="/api/openapi.json">
      <div class="title">
        <h1>API reference</h1>
        {(document.info.description ?? '').split('\n\n').map((paragraph) =>
          paragraph === '' ? null : (
            <p class="lead">
              <Prose text={paragraph} />
            </p>
          ),
        )}
        <p class="lead">
          Version {plain(document.info.version)}. Clients can be made from{' '}
          <a href="/api/openapi.json">the OpenAPI document</a>. In the commands <code>$ADDRESS</code> stands
          for the address of this site.
        </p>
      </div>
      <Contents groups={groups} />
      {groups.map(({ tag, description, id, operations }) => (
        <section aria-labelledby={id}>
          <div class="section-head">
            <h2 id={id}>{headOf(tag)}</h2>
            {description === undefined ? null : <p class="hint">{plain(description)}</p>}
          </div>
          {operations.map((operation) => (
            <OperationSection document={document} operation={operation} />
          ))}
        </section>
      ))}
    </Layout>,
  );
}

interface Group {
  readonly tag: string;
  readonly description: string | undefined;
  readonly id: string;
  readonly operations: readonly NamedOperation[];
}

function Contents({ groups }: { readonly groups: readonly Group[] }): Html {
  return (
    <nav class="contents" aria-label="Operations">
      {groups.map(({ tag, operations }) => (
        <div>
          <p class="contents-head">{headOf(tag)}</p>
          <ul>
            {operations.map(({ id, method, path, summary }) => (
              <li>
                <a href={`#${id}`}>
                  <span class="method">{method}</span> {plain(path)}
                </a>
                {summary === undefined ? null : <span class="line">{plain(summary)}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** By the first tag of each, in the order of the document; those without one are last. */
function groupsOf(document: ApiDocument): readonly Group[] {
  const groups = Map.groupBy(operationsOf(document), ({ tags = [] }) => tags[0] ?? 'others');
  const described = new Map((document.tags ?? []).map(({ name, description }) => [name, description]));
  const place = (tag: string) => [...described.keys(), tag].indexOf(tag);
  return [...groups]
    .toSorted(([left], [right]) => place(left) - place(right))
    .map(([tag, operations], index) => ({
      tag,
      description: described.get(tag),
      id: `group-${index + 1}`,
      operations: operations.toSorted((left, right) => compareText(left.path, right.path)),
    }));
}

/** A tag that is a word begins a line; one that is a name stays as it is. */
function headOf(tag: string): string {
  const text = plain(tag);
  return /^[a-z]+$/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
