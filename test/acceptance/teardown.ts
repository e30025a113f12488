import { rmSync } from 'fs';

/** After the last part of a run. */
export default async function tearDown(): Promise<void> {
  if (process.env.ACCEPTANCE_LIBRARY_GOES) {
    rmSync(process.env.ACCEPTANCE_LIBRARY!, { recursive: true, force: true });
  }
}
