/** The pages: pure functions from stored data to whole HTML documents, and the files they load. */
export { asset, assetTypes } from './assets.ts';
export { checkPage } from './check-page.tsx';
export { checksPage } from './checks-page.tsx';
export { clusterPage } from './cluster-page.tsx';
export { dashboardPage } from './dashboard-page.tsx';
export { findingsPage } from './findings-page.tsx';
export { htmlReport } from './html-report.tsx';
export { messagePage } from './message-page.tsx';
export { messagesPage } from './messages-page.tsx';
export { problemPage } from './problem-page.tsx';
export { referencePage } from './reference-page.tsx';
export { reportPolicy } from './report/style.ts';
export { sweepPage } from './sweep-page.tsx';
export { daysOf, defaultRange, ranges } from './trend/range.ts';
export type { Range } from './trend/range.ts';
