import { succeed } from '../command';
import { NAME, authorities } from './scene';

/** What a client may say about itself, and has no say in. */
export const LIES = {
  'X-Forwarded-For': '203.0.113.9',
  'X-Forwarded-Proto': 'gopher',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Port': '6666',
  'X-Real-IP': '203.0.113.9',
  'Forwarded': 'for=203.0.113.9;proto=gopher;host=evil.example',
};

/** Where a request seems to come from, and where to go to. */
export interface Seen {
  readonly scheme: string;
  readonly host: string;
  readonly client: string;
  readonly headers: { readonly [name: string]: string };
  /** Where the application sends those who forget the slash. */
  readonly redirect: string;
}

/**
 * Asks an entrance as a browser does.
 *
 * @param origin with a port of this machine, such as `https://<NAME>:18381`
 * @param said the headers that are said besides
 * @param folder whose authority is trusted, where the entrance speaks TLS
 */
export async function seenFrom(origin: string, said: { [name: string]: string }, folder?: string): Promise<Seen> {
  const { port } = new URL(origin);
  const curl = async (path: string, ...argv: string[]) => (await succeed([
    'curl', '--silent', '--show-error', '--fail', '--max-time', '20', '--noproxy', '*', '--resolve', `${NAME}:${port}:127.0.0.1`,
    ...folder ? ['--cacert', authorities[folder]] : [], ...Object.entries(said).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...argv, `${origin}${path}`,
  ])).stdout;
  return {
    ...JSON.parse(await curl('/api/where/')),
    redirect: await curl('/api/where', '--output', '/dev/null', '--write-out', '%{redirect_url}'),
  };
}
