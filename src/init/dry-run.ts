import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Proposal } from './proposal';
import { Repository } from './repository';

/** A file as it would be, and as it is. */
export interface FileChange {
  readonly file: string;
  readonly before?: string;
  readonly after: string;
}

/** What a synthesis of a proposal would do. */
export interface DryRun {
  /** The files that it would write, in the order of the alphabet. */
  readonly changes: readonly FileChange[];
  /** What it says. */
  readonly said: string;
  /** Why it ended, if it did; then nothing is known of files. */
  readonly failure?: string;
}

const PROGRAM = '.projenrc.cjs';

/** Synthesizes a proposal, which is to be that file, in a copy of the repository, which is gone afterwards. */
export function dryRun(repository: Repository, proposal: Proposal, projenrc: '.projenrc.ts' | '.projenrc.py'): DryRun {
  const around = mkdtempSync(path.join(tmpdir(), 'projen-container-stack-'));
  const folder = path.join(around, path.basename(path.resolve(repository.folder)));
  try {
    for (const file of repository.files) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      cpSync(path.join(repository.folder, file), path.join(folder, file));
    }
    const modules = { projen: require.resolve('projen'), library: path.join(__dirname, '..', 'index') };
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, PROGRAM), proposal.javascript(modules, projenrc));
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [PROGRAM], {
      cwd: folder,
      encoding: 'utf-8',
      timeout: 120_000,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, PROJEN_DISABLE_POST: 'true', NODE_DISABLE_COMPILE_CACHE: '1' },
    });
    rmSync(path.join(folder, PROGRAM));
    const said = stdout + stderr;
    return status === 0
      ? { changes: changesIn(repository, folder), said }
      : { changes: [], said, failure: error?.message ?? reasonIn(stderr) };
  } finally {
    rmSync(around, { recursive: true, force: true });
  }
}

/** The sentence stands last, behind an empty line. */
function reasonIn(stderr: string): string {
  return stderr
    .trim()
    .split(/\n\s*\n/)
    .pop()!;
}

function changesIn(repository: Repository, folder: string): FileChange[] {
  const changes: FileChange[] = [];
  const look = (inside: string) => {
    for (const entry of readdirSync(path.join(folder, inside), { withFileTypes: true })) {
      const file = path.posix.join(inside, entry.name);
      if (entry.isDirectory()) {
        look(file);
        continue;
      }
      const own = path.join(repository.folder, file);
      const after = readFileSync(path.join(folder, file), 'utf-8');
      const before = existsSync(own) ? readFileSync(own, 'utf-8') : undefined;
      if (before !== after) {
        changes.push({ file, before, after });
      }
    }
  };
  look('.');
  return changes.sort((one, other) => (one.file < other.file ? -1 : 1));
}
