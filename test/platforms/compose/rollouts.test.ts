import { emptyStack } from './fixture';
import { ReleasableRepository, actionsOn, deeds, releasableStack } from './production-fixture';
import { ServiceKind, Stack } from '../../../src/model';
import { ComposeTarget } from '../../../src/platforms';
import { TestService, refused, emptyStack as stackInFolder } from '../../fixtures/stack';

/* How each kind of service is replaced, in every combination of entrance, edges, ports and replicas: released twice. */

interface Case {
  readonly kind: ServiceKind;
  /** Whether a port of it is published. */
  readonly published: boolean;
  readonly replicas: number;
}

const CASES: Case[] = Object.values(ServiceKind).flatMap((kind) => [false, true].flatMap((published) =>
  [1, 2, ...kind === ServiceKind.HTTP ? [3] : []].map((replicas) => ({ kind, published, replicas }))));

const SINGLE = [ServiceKind.SCHEDULER, ServiceKind.DATA, ServiceKind.JOB];
const isPossible = ({ kind, published, replicas }: Case) => replicas === 1 || !(published || SINGLE.includes(kind));
const idOf = ({ kind, published, replicas }: Case) => `${kind}-${published ? 'open' : 'inner'}-${replicas}`;
const isBeside = ({ kind, published }: Case) => !published && [ServiceKind.HTTP, ServiceKind.WORKER].includes(kind);

let hostPort = 9000;

function add(stack: Stack, each: Case): TestService {
  const { kind, published, replicas } = each;
  return new TestService(stack, idOf(each), { kind, replicas, ports: [{ port: 8000, hostPort: hostPort++, published }] });
}

/** All that is possible, behind so many edges. An environment with default options publishes what may be published. */
function everything(edges: number) {
  const stack = emptyStack();
  const environment = stack.addEnvironment('staging');
  const cases = CASES.filter(isPossible);
  const http = cases.map((each) => add(stack, each)).filter(({ id }) => id.startsWith(ServiceKind.HTTP));
  const routes = http.map((service) => ({ service, port: 8000, path: `/${service.id}` }));
  // one that passes requests on and chooses nothing, as nginx does
  new TestService(stack, 'frontend', { kind: ServiceKind.HTTP, routes, ports: [{ port: 80, hostPort: hostPort++, published: edges === 0 }] });
  const edgeIds = Array.from({ length: edges }, (_, number) => `edge-${number + 1}`);
  edgeIds.forEach((id) => new TestService(stack, id, {
    kind: ServiceKind.HTTP, routes, switchCommand: ['switch'], ports: [{ port: 8080, hostPort: hostPort++, entrance: true }],
  }));
  return { cases, edgeIds, repository: new ReleasableRepository(stack, environment) };
}

/** How many containers of a service ran, at least and at most, while something was done. */
function counted(before: string[], done: string[]): { [service: string]: { least: number; most: number } } {
  const serviceOf = (id: string) => id.split('.')[0];
  const made = new Set(before);
  const running = new Set(before);
  const counts: { [service: string]: { least: number; most: number } } = {};
  const count = () => [...made].map(serviceOf).forEach((service) => {
    const now = [...running].filter((id) => serviceOf(id) === service).length;
    const { least = now, most = now } = counts[service] ?? {};
    counts[service] = { least: Math.min(least, now), most: Math.max(most, now) };
  });
  count();
  for (const deed of done) {
    const [, start, service, wanted] = /^up (--no-start )?--no-recreate --scale (\S+)=(\d+) /.exec(deed) ?? [];
    const ids = deed.split(' ').slice(1);
    if (service) {
      for (let number = [...made].filter((id) => serviceOf(id) === service).length + 1; number <= Number(wanted); number++) {
        const id = `${service}.${`${number}`.padStart(2, '0')}`;
        made.add(id);
        start || running.add(id);
      }
    } else if (deed.startsWith('start ')) {
      ids.forEach((id) => running.add(id));
    } else if (deed.startsWith('stop ')) {
      ids.forEach((id) => running.delete(id));
    }
    count();
  }
  return counts;
}

describe.each([0, 1, 2])('behind %d edges, the second release', (edges) => {
  const { cases, edgeIds, repository } = everything(edges);
  const { succeeds } = actionsOn(repository);
  const replaced = cases.filter(({ kind }) => kind !== ServiceKind.JOB && kind !== ServiceKind.DATA);
  let done: string[];
  let ran: ReturnType<typeof counted>;

  beforeAll(() => {
    succeeds(['deploy', '--release', 'r1']);
    const before = repository.containers().map((each) => each.split(' ')[0]);
    [...replaced.map(idOf), ...edgeIds].forEach((id) => repository.configure(id, '2'));
    done = deeds(succeeds(['deploy', '--release', 'r2']).calls);
    ran = counted(before, done);
  }, 120_000);

  const most = (chosen: Case[]) => chosen.map((each) => `${idOf(each)}: ${ran[idOf(each)].least} to ${ran[idOf(each)].most}`);

  test('starts what answers requests or works off a queue, and has no port, beside the old: there are never too few', () => {
    const chosen = replaced.filter(isBeside);
    expect(most(chosen)).toEqual(chosen.map((each) => `${idOf(each)}: ${each.replicas} to ${2 * each.replicas}`));
  });

  test('never runs two of what has a port, works by the clock, or is of no known kind', () => {
    const chosen = replaced.filter((each) => !isBeside(each));
    expect(most(chosen)).toEqual(chosen.map((each) => `${idOf(each)}: 0 to ${each.replicas}`));
    expect(edgeIds.map((id) => ran[id])).toEqual(edgeIds.map(() => ({ least: 0, most: 1 })));
  });

  test('leaves data alone, and runs each job once', () => {
    const data = cases.filter(({ kind }) => kind === ServiceKind.DATA);
    expect(most(data)).toEqual(data.map((each) => `${idOf(each)}: 1 to 1`));
    const jobs = cases.filter(({ kind }) => kind === ServiceKind.JOB).map(idOf);
    expect(done.filter((deed) => deed.startsWith('run '))).toEqual(jobs.map((id) => `run ${id}`));
  });

  test('ends with as many containers as there should be, all of the new release', () => {
    const left = repository.containers().map((each) => each.replace(/\.\d+ /, ' '));
    replaced.forEach((each) => expect(left.filter((line) => line.startsWith(`${idOf(each)} `))).toEqual(Array(each.replicas).fill(`${idOf(each)} r2 running`)));
  });

  test('switches, at every edge, what is beside and behind it, and nothing else; ledger and Compose file agree', () => {
    const behind = edges === 0 ? [] : replaced.filter((each) => isBeside(each) && each.kind === ServiceKind.HTTP).map(idOf);
    const switches = done.filter((deed) => / switch \S+ green$/.test(deed));
    expect(switches).toEqual(behind.flatMap((id) => edgeIds.map((edge) => `exec ${edge}.02 switch ${id} green`)));
    const recorded = [...repository.state('current').matchAll(/^service (\S+) (blue|green) /gm)].map(([, id, slot]) => `${id} ${slot}`);
    expect(recorded).toEqual(behind.map((id) => `${id} green`));
    const aliases = [...repository.state('releases/r2/compose.yml').matchAll(/- (?:'|")?\$\{\w+_SLOT:-blue\}\.([a-z0-9-]+)/g)].map(([, id]) => id);
    expect(aliases).toEqual(behind);
  });
});

test.each(CASES.filter((each) => !isPossible(each)).map((each) => ({ ...each, id: idOf(each) })))('$id is refused', (each) => {
  const stack = stackInFolder();
  add(stack, each);
  new ComposeTarget(stack, { environment: stack.addEnvironment('staging') });
  expect(refused(stack)).toContain(`service "${each.id}" `);
});

describe('an environment with default options, which publishes the ports of all services', () => {
  const { stack } = releasableStack();
  const repository = new ReleasableRepository(stack, stack.addEnvironment('staging'));
  const { succeeds } = actionsOn(repository);

  test('chooses among no containers: what has a port is replaced in place', () => {
    succeeds(['deploy', '--release', 'r1']);
    repository.change('backend', '2');
    const { calls } = succeeds(['deploy', '--release', 'r2']);
    expect(deeds(calls).filter((deed) => / (switch|backend)/.test(deed) && !deed.startsWith('run'))).toEqual([
      'up --no-start --no-recreate --scale backend=2 backend', 'stop --time 1 backend.01', 'start backend.02',
      'stop backend.01 celery-beat.01', 'rm backend.01 celery-beat.01',
    ]);
    expect(repository.state('current')).toMatch(/^service backend - \S+ backend\.02$/m);
    expect(repository.state('releases/r2/compose.yml')).not.toContain('_SLOT');
  }, 60_000);
});

describe('names of sets of containers', () => {
  const LONGEST = `a${'b'.repeat(62)}`;

  test('are told of an id of any length, as Compose and the edge have them', () => {
    const stack = emptyStack();
    const service = new TestService(stack, LONGEST, { kind: ServiceKind.HTTP, ports: [{ port: 8000 }] });
    new TestService(stack, 'edge', { kind: ServiceKind.HTTP, routes: [{ service, port: 8000 }], switchCommand: ['switch'], ports: [{ port: 80, entrance: true }] });
    const repository = new ReleasableRepository(stack);
    const { succeeds } = actionsOn(repository);
    succeeds(['deploy', '--release', 'r1']);
    repository.configure(LONGEST, '2');
    expect(deeds(succeeds(['deploy', '--release', 'r2']).calls)).toContain(`exec edge.01 switch ${LONGEST} green`);
    const [alias] = /\$\{\w+_SLOT:-blue\}\.\S+/.exec(repository.state('releases/r2/compose.yml'))!;
    expect(alias.split('}.')[1].replace(/\W*$/, '')).toBe(LONGEST);
  });
});
