import { Outcome } from './command';
import { patiently } from './mongo-address';
import { compose } from './scene';

/** Runs JavaScript in mongosh as the application's user, in the application's database. */
export function mongosh(script: string, password = 'development-only'): Promise<Outcome> {
  return compose.exec(
    'mongodb', 'mongosh', '--quiet', '--username=conductor', `--password=${password}`, '--authenticationDatabase=conductor',
    patiently('conductor'), '--eval', script,
  );
}

/** The value of a JavaScript expression in mongosh. */
export async function mongoValue(expression: string): Promise<any> {
  const { code, stdout, output } = await mongosh(`print(EJSON.stringify(${expression}))`);
  if (code !== 0) {
    throw new Error(`mongosh ended with ${code}: ${output}`);
  }
  return JSON.parse(stdout);
}
