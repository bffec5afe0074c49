import { tableHistory } from '../../src/store/table-history.ts';
import { testStorage } from '../support/azurite.ts';
import { testHistory } from './history-conformance.ts';

const storage = testStorage();

testHistory('tableHistory', () => {
  const account = storage.account();
  const prefix = storage.unusedName();
  return tableHistory({
    openTable: (name) => account.table(`${prefix}${name}`),
    onUnreadable: (error) => {
      throw error;
    },
  });
});
