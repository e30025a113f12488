import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';

/**
 * Before all unit tests: a folder for temporary files in which this checkout is not. A project without a folder of its own is written to
 * a temporary one by projen, unless it runs below the folder of temporary files: then to where it runs, which would be this checkout.
 */
export default function setUp(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'container-stack-tests-'));
  process.env.TMPDIR = folder;
  // what is said of versions that end does not depend on the day on which tests run
  process.env.SOURCE_DATE_EPOCH = `${Date.parse('2026-11-27') / 1000}`;
  return () => rmSync(folder, { recursive: true, force: true });
}
