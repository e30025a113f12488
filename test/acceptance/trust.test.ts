import { NOTHING, belongingsOf, requireFreePorts, requireUnused } from './engine';
import { ROOT } from './root';
import { LIES, seenFrom } from './trust/asking';
import { DIRECT_PROJECT, NAME, PORTS, PROJECT, hostAsSeenBy, removeAll, report, sandbox, start, writeRepository } from './trust/scene';

/*
 * What an application is told about a request, through every chain of proxies that can be configured: the scheme, the host and the
 * client are the true ones, its redirects lead where the client came from, and nobody is believed but the proxies.
 *
 * ACCEPTANCE_KEEP=1 keeps the repository and what runs, to look into a failure.
 */

let mayCleanUp = false;

beforeAll(async () => {
  await requireUnused(PROJECT, DIRECT_PROJECT);
  await requireFreePorts(Object.values(PORTS));
  mayCleanUp = true;
  await report.phase('the repository is written', writeRepository);
  await report.phase('the chains are started', start);
}, 900_000);

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    process.stdout.write(`\nkept: ${sandbox.repository}\n`);
  } else {
    if (mayCleanUp) {
      await removeAll();
    }
    sandbox.remove();
  }
  report.write(ROOT, 'acceptance-trust.json');
});

interface Chain {
  readonly what: string;
  /** What the client connects to. */
  readonly project?: string;
  readonly entrance: string;
  readonly origin: string;
  /** Whose authority the client trusts. */
  readonly folder?: string;
}

const plain = (port: number) => `http://${NAME}:${port}`;
const secured = (port: number) => `https://${NAME}:${port}`;

const CHAINS: Chain[] = [
  { what: 'an edge, over HTTPS', entrance: 'edge', origin: secured(PORTS.edgeSecured), folder: 'ssl' },
  { what: 'nginx, over HTTPS', entrance: 'frontend', origin: secured(PORTS.frontendSecured), folder: 'tls' },
  { what: 'an edge and nginx, over HTTPS', entrance: 'both', origin: secured(PORTS.bothSecured), folder: 'ssl' },
  { what: 'an edge that trusts a balancer elsewhere', entrance: 'distant', origin: plain(PORTS.distant) },
  { what: 'nobody', project: DIRECT_PROJECT, entrance: 'backend', origin: plain(PORTS.direct) },
];

describe.each(CHAINS)('behind $what', ({ project = PROJECT, entrance, origin, folder }) => {
  test.each([['who says nothing', {}], ['who lies', LIES]])('the truth about a client %s', async (_, said) => {
    const seen = await seenFrom(origin, said, folder);
    const url = new URL(origin);
    expect(seen).toMatchObject({ scheme: url.protocol.slice(0, -1), host: url.host, redirect: `${origin}/api/where/` });
    expect(await hostAsSeenBy(project, entrance)).toContain(seen.client);
  });
});

test.each(CHAINS.filter(({ entrance }) => entrance !== 'backend'))('behind $what, lies do not even arrive', async ({ origin, folder }) => {
  expect(JSON.stringify((await seenFrom(origin, LIES, folder)).headers)).not.toMatch(/203\.0\.113\.9|evil\.example|gopher|6666/);
});

describe('behind a balancer that ends TLS, and an edge that trusts it', () => {
  /** As balancers do it: what the client said stands before what they say. */
  const balanced = { 'X-Forwarded-For': `${LIES['X-Forwarded-For']}, 198.51.100.7`, 'X-Forwarded-Proto': 'https' };

  test('scheme and client are what the balancer says', async () => {
    const seen = await seenFrom(plain(PORTS.balanced), balanced);
    expect(seen).toMatchObject({ scheme: 'https', host: `${NAME}:${PORTS.balanced}`, client: '198.51.100.7' });
    expect(seen.redirect).toBe(`${secured(PORTS.balanced)}/api/where/`);
  });

  test('what the client says besides is not believed', async () => {
    const seen = await seenFrom(plain(PORTS.balanced), { ...LIES, ...balanced });
    expect(seen).toMatchObject({ scheme: 'https', host: `${NAME}:${PORTS.balanced}`, client: '198.51.100.7' });
    expect(JSON.stringify(seen.headers)).not.toMatch(/203\.0\.113\.9|evil\.example|gopher/);
  });
});

test('nothing is left running', async () => {
  if (!process.env.ACCEPTANCE_KEEP) {
    await removeAll();
    expect(await belongingsOf(PROJECT)).toEqual(NOTHING);
  }
});
