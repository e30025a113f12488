import { typescript } from 'projen';
import { Condition, EnvValue, HealthCheck, ImageSource, ServiceKind, Volume } from '../../../../src/model';
import { BackendService, Debugger, GenericService, MongoService } from '../../../../src/services';
import { emptyStack, referenceStack, writeGuide } from '../../fixture';

const IMAGE = ImageSource.reference('example:1');
const NO_CHECK = HealthCheck.none();

describe('quick start', () => {
  test('clones the repository and enters its folder', () => {
    const { commands } = writeGuide(referenceStack({ repositoryUrl: 'git@github.com:your-org/conductor-crm.git' }));
    expect(commands).toEqual(expect.arrayContaining(['git clone git@github.com:your-org/conductor-crm.git', 'cd conductor-crm']));
  });

  test('starts in the repository\'s root where nobody said where it is cloned from', () => {
    const guide = writeGuide(referenceStack());
    expect(guide.text).toContain('1. **Open a terminal in the repository\'s root.**');
    expect(guide.commands.join()).not.toContain('git clone');
  });

  test('names the variables without which nothing starts', () => {
    const stack = referenceStack();
    const environment = stack.addEnvironment('demo', { requireSecrets: true });
    const guide = writeGuide(stack, { environment });
    expect(guide.section('Quick Start'))
      .toContain('Fill in `MONGODB_ROOT_PASSWORD`, `MONGODB_PASSWORD`, `REDIS_PASSWORD`, `SECRET_KEY` and `CLAUDE_API_KEY`: without');
    expect(guide.text).toContain('| `SECRET_KEY` | `backend`, `celery-worker`, `celery-beat` | **yes** | empty |');
    expect(guide.headings).toContain('Required variable has no value');
  });
});

describe('services', () => {
  test('of a third party are explained as well as our own', () => {
    const stack = emptyStack();
    const password = EnvValue.secret('POSTGRES_PASSWORD', { developmentValue: 'development-only' });
    const database = new GenericService(stack, 'postgres', {
      kind: ServiceKind.DATA,
      description: 'PostgreSQL',
      image: IMAGE,
      healthCheck: HealthCheck.command(['pg_isready']),
      environment: { POSTGRES_PASSWORD: password },
      ports: [{ port: 5432 }],
      mounts: [
        Volume.named('data').mountAt('/var/lib/postgresql'),
        Volume.repositoryFile('db/init.sql').mountReadOnlyAt('/docker-entrypoint-initdb.d/init.sql'),
      ],
    });
    new BackendService(stack, 'api', { app: 'app.main:app', connectTo: [database] });
    const guide = writeGuide(stack);
    expect(guide.headings).toContain('PostgreSQL connection refused');
    expect(guide.section('PostgreSQL connection refused')).toContain('docker compose restart postgres\n');
    expect(guide.section('Password changed after the first start')).toContain('after `POSTGRES_PASSWORD` was changed');
    expect(guide.section('A new collection, table or index is missing')).toContain('`postgres` runs `db/init.sql` only when');
    expect(guide.text).toContain('`pg_isready` every 10s');
  });

  test('two of a kind are told apart', () => {
    const stack = emptyStack();
    new MongoService(stack, 'mongodb', { database: 'one' });
    new MongoService(stack, 'archive', { database: 'two', hostPort: 27018 });
    const both = ['MongoDB (mongodb) connection refused', 'MongoDB (archive) connection refused'];
    expect(writeGuide(stack).headings).toEqual(expect.arrayContaining(both));
  });

  test('a port that is not published is told from one that is', () => {
    const stack = emptyStack();
    new GenericService(stack, 'thing', { image: IMAGE, healthCheck: NO_CHECK, ports: [{ port: 9000, published: false }] });
    const guide = writeGuide(stack);
    expect(guide.text).toContain('| 9000, on the internal network only |');
    expect(guide.text).not.toContain('THING_PORT');
  });

  test('what a service waits for says what that has to be', () => {
    const stack = emptyStack();
    const job = new GenericService(stack, 'migrate', { kind: ServiceKind.JOB, image: IMAGE, healthCheck: NO_CHECK });
    const thing = new GenericService(stack, 'thing', { image: IMAGE, healthCheck: NO_CHECK });
    thing.dependsOn(job, Condition.COMPLETED);
    expect(writeGuide(stack).text).toContain('| `migrate` (completed) |');
  });

  test('a description cannot change the page', () => {
    const stack = emptyStack();
    new GenericService(stack, 'thing', {
      kind: ServiceKind.DATA, description: 'A | B <b>"x"</b> [y](z) `w` %%{init}%%', image: IMAGE, healthCheck: NO_CHECK,
    });
    const guide = writeGuide(stack);
    expect(guide.text).toContain('| A \\| B \\<b\\>"x"\\</b\\> \\[y\\](z) \\`w\\` %%{init}%% |');
    expect(guide.diagram)
      .toContain('["thing<br/>A #124; B #60;b#62;#34;x#34;#60;/b#62; #91;y#93;(z) #96;w#96; #37;#37;#123;init#125;#37;#37;"]');
  });

  test('ports of an environment that is open to the network are not said to be closed', () => {
    const stack = referenceStack();
    const open = writeGuide(stack, { environment: stack.addEnvironment('demo', { publishedOn: '192.168.1.5' }) });
    expect(open.text).toContain(': <http://192.168.1.5:8000/docs> (');
    expect(open.text).not.toContain('on this machine only');
    expect(writeGuide(referenceStack()).text).toContain('on this machine only');
  });
});

describe('debugging', () => {
  const stackWith = (debug?: Debugger) => {
    const stack = emptyStack();
    new BackendService(stack, 'api', { app: 'app.main:app', path: 'services/api', debugger: debug });
    return stack;
  };

  test('says what is attached to where, and which folder is which', () => {
    expect(writeGuide(stackWith(Debugger.debugpy())).section('Debugging')).toContain(
      '\n- `api`: `debugpy`, port 5678 (`API_DEBUG_PORT`); `services/api/` is `/app` in the container\n',
    );
  });

  test('is not spoken of where nothing has a debugger', () => {
    expect(writeGuide(stackWith()).headings).not.toContain('Debugging');
  });
});

describe('tests', () => {
  test('are shown of a service that has some', () => {
    expect(writeGuide(referenceStack()).commands).toContain('./scripts/docker-dev.sh test backend');
    const stack = emptyStack();
    new GenericService(stack, 'thing', { image: IMAGE, healthCheck: NO_CHECK });
    expect(writeGuide(stack).commands.join('\n')).not.toContain('docker-dev.sh test');
  });
});

describe('local builds', () => {
  test('are built as production has them, in the seed\'s words and with the folders that they copy from', () => {
    const { commands } = writeGuide(referenceStack());
    expect(commands).toEqual(expect.arrayContaining([
      '(cd backend && docker build -f ../docker/backend/Dockerfile -t conductor-backend:test '
        + '--build-context programs=../docker/backend .)',
      '(cd frontend && docker build -f ../docker/frontend/Dockerfile -t conductor-frontend:test '
        + '--build-context nginx-config=../docker/nginx .)',
    ]));
  });

  test('are built with a stage and at the root where that is how they are built', () => {
    const stack = emptyStack();
    const image = ImageSource.dockerfile({ context: '.', dockerfile: 'my images/Dockerfile', stage: 'last' });
    new GenericService(stack, 'thing', { image, healthCheck: NO_CHECK });
    expect(writeGuide(stack).commands).toContain('docker build -f \'my images/Dockerfile\' -t conductor-thing:test --target last .');
  });

  test('of data services that production does not run are those of the environment', () => {
    const stack = emptyStack();
    const image = ImageSource.dockerfile({ context: 'db', dockerfile: 'db/Dockerfile' });
    new GenericService(stack, 'db', { kind: ServiceKind.DATA, image, healthCheck: NO_CHECK });
    expect(writeGuide(stack).commands).toContain('(cd db && docker build -f Dockerfile -t conductor-db:test .)');
  });
});

test('files are generated from the file that the project says', () => {
  const stack = referenceStack();
  new typescript.ProjenrcTs(stack.project);
  const section = writeGuide(stack).section('Generated files');
  expect(section).toContain('are generated from `.projenrc.ts`.');
  expect(section).toContain('```bash\nnpx projen\n```');
});
