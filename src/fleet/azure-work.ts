/** What a fleet in Azure takes to be swept, in one piece: loaded by the first step that asks Azure for something. */
export { discoverFleet } from '../azure/discover-fleet.ts';
export { auditOnAzure } from './azure-audit.ts';
export { openAzure } from './azure-clients.ts';
export { gatherFromAzure, surveyOnAzure } from './azure-evidence.ts';
export { fleetOf } from './found-fleet.ts';
