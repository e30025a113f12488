import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import fc from 'fast-check';
import { Project } from 'projen';
import { ContainerStack, EnvValue, GenericService, HealthCheck, ImageSource } from '../../../../src';
import { succeed } from '../../command';
import { report } from '../scene';

/** The same in every run, so that it is the change that breaks a test; PROPERTY_SEED tries others. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20261126);
const TEXTS = 3_000;

/** Pieces that mean something to YAML, as Go reads it, or to Compose. */
const PIECES = [
  ':', '?', '-', '#', '!', '&', '*', '|', '>', '%', '@', '`', '"', '\'', '{', '}', '[', ']', ',', ' ', '\t', '\n', '\r', '\\', '$', '=', '~', 'a', 'b', '0', '.',
  'é', '\u2028', '\u0085', '\u00a0', '\ufeff', '\ufffe', '\u200e', '😀', '\x07', '\x1b', '\x7f', '<', '<<', 'yes', 'null', '0o7', '0x1F', '1e3', '.inf', '---', '...',
  '2026-11-26', '12:30:45', '${X}', '$$', '$X', ':9001', '--console-address',
];

/** Compose has a YAML parser of its own, which takes other things amiss than those that tests are read with. */
export function readingBack(): void {
  test(`${TEXTS} texts reach a command and a variable as they are (PROPERTY_SEED=${SEED})`, async () => {
    const outdir = mkdtempSync(path.join(tmpdir(), 'reading-back-'));
    const texts = fc.sample(fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')), { numRuns: TEXTS, seed: SEED });
    const project = new Project({ name: 'texts', outdir });
    const stack = new ContainerStack(project, 'texts');
    new GenericService(stack, 'tool', {
      image: ImageSource.reference('busybox:1'),
      healthCheck: HealthCheck.command(['true', ...texts]),
      command: ['true', ...texts],
      environment: Object.fromEntries(texts.map((text, index) => [`TEXT_${index}`, EnvValue.of(text)])),
    });
    project.synth();
    const { stdout } = await succeed(['docker', 'compose', 'config', '--format', 'json'], { cwd: outdir, env: { ...process.env, X: 'of the shell' } });
    const { command, environment, healthcheck } = JSON.parse(stdout).services.tool;
    // what Compose prints can be read by it again: a dollar is written twice
    const read = (text: string) => text.replace(/\$\$/g, '$');
    expect(texts.filter((text, index) => read(command[index + 1]) !== text)).toEqual([]);
    expect(texts.filter((text, index) => read(healthcheck.test[index + 2]) !== text)).toEqual([]);
    expect(texts.filter((text, index) => read(environment[`TEXT_${index}`]) !== text)).toEqual([]);
    report.add('texts that Compose reads as they were written, in three places', TEXTS);
    rmSync(outdir, { recursive: true, force: true });
  });
}
