import { DoctorReport } from '../../doctor/report.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';

export const doctor = jsonRoute({
  name: 'api-doctor',
  method: 'GET',
  path: 'api/doctor',
  summary: 'What is missing before the first sweep, as the identity of the app sees it',
  details:
    'Looks at settings, identity, storage, roles, logs and the way to each cluster as a sweep does, and keeps nothing but a table ' +
    'and a queue for as long as it tries them. It takes up to two minutes and looks at up to 50 clusters; the others are unknown. ' +
    'Who asks while one is under way gets that one.',
  // It makes requests to the whole fleet.
  role: 'Operator',
  params: none,
  query: none,
  answer: DoctorReport,
  handle: (deps) => deps.examine(),
});
