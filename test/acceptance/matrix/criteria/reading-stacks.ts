import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { parse } from 'yaml';
import { expectValid } from '../../../fixtures/compose';
import { run } from '../../command';
import { choices, pairsOf } from '../choices';
import { report } from '../scene';
import { distinctFiles, writtenFiles, writtenStacks } from '../written';

const STACKS = 60;

/** Stacks with all pairs of the main options: what they write is read by the tools that will read it. */
export function readingStacks(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'matrix-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const all = choices();

  test(`at least ${STACKS} stacks have all pairs of the main options`, () => {
    const { possible, covered } = pairsOf(all);
    expect([...possible].filter((pair) => !covered.has(pair))).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(STACKS);
    report.add('stacks', all.length);
    report.add('pairs of main options', possible.size);
  });

  test('each of them can be written', () => {
    writtenStacks().forEach((stack, index) => {
      expect([all[index], stack.node.findAll().flatMap((construct) => construct.node.validate())]).toEqual([all[index], []]);
    });
    report.add('files', writtenFiles().length);
    report.add('files that differ', distinctFiles().length);
  });

  test('Compose and the schema of its specification have nothing to say', async () => {
    const composeFiles = distinctFiles().filter((file) => file.path.endsWith('.yml'));
    expect(composeFiles.length).toBeGreaterThan(STACKS);
    for (const { text } of composeFiles) {
      expectValid(parse(text));
      writeFileSync(path.join(folder, 'docker-compose.yml'), text);
      const required = Object.fromEntries([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => [name, 'filled-in']));
      const { output } = await run(['docker', 'compose', 'config', '--quiet'], {
        cwd: folder, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...required },
      });
      expect([text, output]).toEqual([text, '']);
    }
    report.add('Compose files read by Compose', composeFiles.length);
  });
}
