import { Build } from '../build';
import { portOf } from '../scene';
import { judge } from '../table/row';
import { TABLE } from '../table/table';

/** Every row of the table against one frontend. */
export function answering(builds: { [service: string]: Build }, service: string): void {
  describe.each(Object.entries(TABLE))('%s', (_, rows) => {
    test.each(rows)('$what', async (row) => {
      await judge(row, portOf(service), builds[service]);
    });
  });
}
