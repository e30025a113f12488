import { existsSync, mkdirSync, mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { succeed } from './command';
import { requireEngine } from './engine';
import { DEFAULT_ENGINE } from './engine-api';
import { packLibrary } from './library';

/**
 * Before the first part of a run: which engine is asked, and the library, packed and installed once for all parts. `ACCEPTANCE_LIBRARY` names
 * a folder in which the next run finds it again; without it the library is gone when the run ends.
 */
export default async function setUp(): Promise<void> {
  await requireEngine();
  const { stdout } = await succeed(['docker', 'context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  if (process.env.DOCKER_HOST === undefined && stdout.trim() !== DEFAULT_ENGINE) {
    // users of a sandbox have no Docker context
    process.env.DOCKER_HOST = stdout.trim();
  }
  if (process.env.ACCEPTANCE_LIBRARY === undefined) {
    process.env.ACCEPTANCE_LIBRARY = mkdtempSync(path.join(tmpdir(), 'acceptance-library-'));
    process.env.ACCEPTANCE_LIBRARY_GOES = '1';
  }
  if (!existsSync(process.env.ACCEPTANCE_LIBRARY)) {
    mkdirSync(process.env.ACCEPTANCE_LIBRARY);
  }
  await packLibrary(process.env.ACCEPTANCE_LIBRARY);
}
