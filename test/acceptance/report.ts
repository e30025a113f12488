import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { secondsSince } from './command';

/** What was measured, in the order in which it was. */
export class Report {
  private readonly rows: Array<{ what: string; value: number | string; unit: string }> = [];

  public add(what: string, value: number | string, unit = ''): void {
    this.rows.push({ what, value, unit });
  }

  /** Measures how long something takes. */
  public async phase<T>(what: string, work: () => Promise<T>): Promise<T> {
    const began = process.hrtime.bigint();
    try {
      return await work();
    } finally {
      this.add(what, round(secondsSince(began)), 's');
    }
  }

  /** Writes a file below `test-reports` and shows a table. */
  public write(root: string, name: string): void {
    const file = path.join(root, 'test-reports', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(this.rows, undefined, 2) + '\n');
    const width = Math.max(...this.rows.map(({ what }) => what.length));
    const lines = this.rows.map(({ what, value, unit }) => `  ${what.padEnd(width)}  ${`${value}`.padStart(8)} ${unit}`.trimEnd());
    process.stdout.write(`\nMeasured:\n${lines.join('\n')}\n\n`);
  }
}

export function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
