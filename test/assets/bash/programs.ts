import { spawnSync } from 'child_process';
import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';

/** Where the programs of the scripts are. */
export const PROGRAMS = path.join(__dirname, '../../../assets/bash');

/** The programs, without messages. */
export const PARTS = readdirSync(PROGRAMS).filter((file) => file.endsWith('.sh')).sort();

/** Messages, a file a language. */
export const LANGUAGE_FILES = readdirSync(path.join(PROGRAMS, 'messages')).sort().map((file) => `messages/${file}`);

export function textOf(file: string): string {
  return readFileSync(path.join(PROGRAMS, file), 'utf-8');
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs lines of shell where some programs have been read, as a script reads them. */
export function bash(files: string[], lines: string, folder?: string, environment: { [name: string]: string } = {}): Outcome {
  const sources = files.map((file) => `source '${path.join(PROGRAMS, file)}'`).join('\n');
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', `set -euo pipefail\n${sources}\n${lines}`], {
    cwd: folder, encoding: 'utf-8', env: { PATH: process.env.PATH, ...environment },
  });
  return { status, stdout, stderr };
}
