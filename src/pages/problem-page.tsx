/** What went wrong with a request, for people. */
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { plain, sentence } from './parts/text.ts';
import type { ProblemView } from './views.ts';

/** The page that is answered instead of problem details when a page was asked for. */
export function problemPage(view: ProblemView): string {
  return documentOf(
    <Layout frame={view} title={view.title} trail={[]}>
      <div class="problem">
        <p class="status">{view.status}</p>
        <h1>{plain(view.title)}</h1>
        <p>{sentence(view.detail)}</p>
        <p>
          <a href="/">Go to the fleet</a>
        </p>
      </div>
    </Layout>,
  );
}
