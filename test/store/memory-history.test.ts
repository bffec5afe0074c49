import { memoryHistory } from '../../src/store/memory-history.ts';
import { testHistory } from './history-conformance.ts';

testHistory('memoryHistory', memoryHistory);
