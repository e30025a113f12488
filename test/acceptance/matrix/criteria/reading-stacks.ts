import { createHash } from 'crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { parse } from 'yaml';
import { expectValid } from '../../../fixtures/compose';
import { run } from '../../command';
import { choices, pairsOf } from '../choices';
import { report } from '../scene';
import { stackOf } from '../stacks';

const STACKS = 60;

/** Stacks with all pairs of the main options: what they write is read by the tools that will read it. */
export function readingStacks(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'matrix-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const all = choices();
  const distinct = new Map<string, { readonly path: string; readonly text: string }>();

  test(`at least ${STACKS} stacks have all pairs of the main options`, () => {
    const { possible, covered } = pairsOf(all);
    expect([...possible].filter((pair) => !covered.has(pair))).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(STACKS);
    report.add('stacks', all.length);
    report.add('pairs of main options', possible.size);
  });

  test('each of them can be written', () => {
    let files = 0;
    for (const choice of all) {
      const stack = stackOf(choice, folder);
      expect([choice, stack.node.findAll().flatMap((construct) => construct.node.validate())]).toEqual([choice, []]);
      for (const file of stack.files) {
        files++;
        const text = file.render();
        distinct.set(createHash('sha256').update(text).digest('hex'), { path: file.path, text });
      }
    }
    report.add('files', files);
    report.add('files that differ', distinct.size);
  });

  test('Compose and the schema of its specification have nothing to say', async () => {
    const composeFiles = [...distinct.values()].filter((file) => file.path.endsWith('.yml'));
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
