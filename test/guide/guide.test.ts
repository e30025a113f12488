import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import * as path from 'path';
import { Testing, typescript } from 'projen';
import { GuideText, LANGUAGES, emptyStack, nodesOf, referenceStack, unreadableLines, writeGuide } from './fixture';
import { Guide } from '../../src/guide';
import { Condition, DataServices, EnvValue, HealthCheck, ImageSource, Language, ServiceKind, Stack, Volume } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import { BackendService, GenericService, MongoService } from '../../src/services';

const IMAGE = ImageSource.reference('example:1');
const NO_CHECK = HealthCheck.none();

/** A stack whose one service has nothing that most sections are about. */
function bareStack(language?: Language): Stack {
  const stack = emptyStack({ language });
  new GenericService(stack, 'thing', { image: IMAGE, healthCheck: NO_CHECK, writableRoot: true });
  return stack;
}

describe.each(LANGUAGES)('the guide in %s', (language) => {
  const stack = referenceStack({ language, title: 'Conductor CRM', repositoryUrl: 'https://github.com/your-org/conductor-crm.git' });
  const guide = writeGuide(stack);

  test('names every service, and what it is', () => {
    for (const service of stack.services) {
      expect(guide.text).toContain(`| \`${service.id}\` | ${service.describe(stack.development).description} |`);
    }
  });

  test('names every port of the host and the variable that moves it', () => {
    for (const [port, variable] of [[27017, 'MONGODB_PORT'], [6379, 'REDIS_PORT'], [8000, 'BACKEND_PORT'], [4200, 'FRONTEND_PORT']]) {
      expect(guide.text).toContain(`| ${port} (\`${variable}\`) |`);
      expect(guide.text).toContain(`| \`${variable}\` | Compose |`);
    }
  });

  test.each([
    'MONGODB_PASSWORD', 'MONGODB_ROOT_PASSWORD', 'SECRET_KEY', 'SENTRY_DSN', 'CLAUDE_API_KEY', 'HOST_UID', 'HOST_GID',
  ])('has a row for the variable %s', (variable) => {
    expect(guide.text).toMatch(new RegExp(`^\\| \`${variable}\` \\|`, 'm'));
  });

  test('names every volume, what it is in Docker, and where it is mounted', () => {
    expect(guide.text).toContain('| `mongodb_data` | `conductor_mongodb_data` | `mongodb:/data/db` |');
    expect(guide.text).toContain('| `backend_logs` | `conductor_backend_logs` | `backend:/app/logs`<br>`celery-worker:/app/logs`<br>`celery-beat:/app/logs` |');
  });

  test('names every address', () => {
    for (const url of ['http://localhost:8000', 'http://localhost:8000/docs', 'http://localhost:8000/health', 'http://localhost:4200']) {
      expect(guide.text).toContain(`: ${url} (`);
    }
  });

  test('has headings that are all different', () => {
    expect(new Set(guide.anchors).size).toBe(guide.headings.length);
  });

  test('lists its sections after the introduction', () => {
    const sections = [...guide.prose.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect([...guide.prose.matchAll(/^- \[(.*)\]\(#/gm)].map(([, heading]) => heading)).toEqual(sections);
  });

  test('links to anchors and files that exist', () => {
    expect(guide.links.length).toBeGreaterThan(20);
    for (const target of guide.links) {
      if (target.startsWith('#')) {
        expect(guide.anchors).toContain(target.slice(1));
      } else {
        expect([target, existsSync(path.join(stack.project.outdir, 'docs', target))]).toEqual([target, true]);
      }
    }
  });

  test('has commands without gaps, but for the process that is ended', () => {
    expect(guide.commands.filter((command) => /[<[]\w+[>\]]/.test(command))).toEqual(['kill <PID>']);
  });

  test('has commands that bash can read', () => {
    for (const command of guide.commands.filter((each) => each !== 'kill <PID>')) {
      expect([command, spawnSync('bash', ['-n', '-c', command]).stderr.toString()]).toEqual([command, '']);
    }
  });

  test('shows each command of the script', () => {
    for (const command of ['start', 'stop', 'restart', 'logs', 'status', 'shell', 'rebuild', 'clean', 'help']) {
      expect(guide.commands).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^\\./scripts/docker-dev\\.sh ${command}\\b`))]));
    }
  });

  test('asks to remove everything once only: a second time nothing would be left', () => {
    expect(guide.commands.filter((command) => /docker-dev\.sh clean/.test(command))).toEqual(['./scripts/docker-dev.sh clean']);
  });

  test('starts again whatever its commands have stopped', () => {
    const lifecycle = guide.commands.filter((command) => /docker-dev\.sh (start|stop)$| down\b| up /.test(command));
    expect(lifecycle[lifecycle.length - 1]).toBe('./scripts/docker-dev.sh start');
    const ends = lifecycle.flatMap((command, index) => /stop$| down\b/.test(command) ? [lifecycle[index + 1]] : []);
    expect(ends.every((next) => / start$| up /.test(next))).toBe(true);
  });

  test('leaves no sign of the notation that its text is written in', () => {
    expect(guide.prose).not.toMatch(/''|\$\{|undefined|\[object/);
    expect(guide.text).not.toMatch(/\n{3}| $/m);
  });

  test('has tables whose rows have as many cells as their head', () => {
    for (const [lines] of guide.prose.matchAll(/(^\|.*\n)+/gm)) {
      const widths = lines.trim().split('\n').map((line) => line.replace(/\\\|/g, '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('shows text of people with a bar as they wrote it', () => {
    expect(guide.text).toContain('| signs \\| sessions |');
  });

  test('is the same, byte for byte, when it is written again', () => {
    const again = writeGuide(referenceStack({ language, title: 'Conductor CRM', repositoryUrl: 'https://github.com/your-org/conductor-crm.git' }));
    expect(again.text).toBe(guide.text);
  });

  test('of a service with nothing special is short, and its links resolve', () => {
    const bare = writeGuide(bareStack(language));
    expect(bare.headings.length).toBeLessThan(guide.headings.length - 10);
    expect(bare.links.filter((target) => target.startsWith('#') && !bare.anchors.includes(target.slice(1)))).toEqual([]);
    expect(bare.text).not.toMatch(/HOST_UID|lsof|unhealthy|undefined|\n{3}/);
  });
});

test('both languages have the same shape', () => {
  const [en, pt] = LANGUAGES.map((language) => writeGuide(referenceStack({ language, title: 'Conductor CRM' })));
  const levels = ({ prose }: GuideText) => [...prose.matchAll(/^(#+) /gm)].map(([, marks]) => marks);
  expect(levels(en)).toEqual(levels(pt));
  expect(en.blocks.map(({ language }) => language)).toEqual(pt.blocks.map(({ language }) => language));
  expect(en.commands).toEqual(pt.commands);
});

test('the headings of the seed are there, in its language', () => {
  const { headings } = writeGuide(referenceStack({ language: Language.PT_BR, title: 'Conductor CRM' }));
  expect(headings).toEqual(expect.arrayContaining([
    'Docker Setup - Conductor CRM', 'Pré-requisitos', 'Quick Start', 'Comandos Úteis', 'Testar Build Local',
    'Troubleshooting', 'Porta em uso', 'Container não inicia', 'MongoDB connection refused',
  ]));
});

test('troubleshooting comes last', () => {
  const { prose } = writeGuide(referenceStack());
  expect([...prose.matchAll(/^## (.*)$/gm)].pop()![1]).toBe('Troubleshooting');
});

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
    expect(guide.section('Quick Start')).toContain('Fill in `MONGODB_ROOT_PASSWORD`, `MONGODB_PASSWORD`, `REDIS_PASSWORD`, `SECRET_KEY` and `CLAUDE_API_KEY`: without');
    expect(guide.text).toContain('| `SECRET_KEY` | `backend`, `celery-worker`, `celery-beat` | **yes** | empty |');
    expect(guide.headings).toContain('Required variable has no value');
  });
});

describe('what does not apply is not there', () => {
  const bare = writeGuide(bareStack());
  const full = writeGuide(referenceStack());

  test.each([
    'Your user in containers', 'Hot Reload', 'Test a Local Build', 'Port in use', 'Container is unhealthy', 'MongoDB connection refused',
    'Redis connection refused', 'Password changed after the first start', 'A new collection, table or index is missing',
    'Permission denied, or files that belong to root', 'Read-only file system', 'Hot reload does not notice changes', 'An installed package is not found',
  ])('%s', (heading) => {
    expect(full.headings).toContain(heading);
    expect(bare.headings).not.toContain(heading);
  });

  test('a data service that stores no password has no section about a changed one', () => {
    const stack = emptyStack();
    new GenericService(stack, 'cache', { kind: ServiceKind.DATA, description: 'Valkey', image: IMAGE, healthCheck: NO_CHECK });
    const guide = writeGuide(stack);
    expect(guide.headings).toContain('Valkey connection refused');
    expect(guide.headings).not.toContain('Password changed after the first start');
  });

  test('an environment without live reload has no hot reload, and databases that are elsewhere are not in it', () => {
    const stack = referenceStack();
    const environment = stack.addEnvironment('staging', { dataServices: DataServices.EXTERNAL });
    const guide = writeGuide(stack, { environment });
    expect(guide.headings).not.toContain('Hot Reload');
    expect(guide.headings).not.toContain('MongoDB connection refused');
    expect(guide.text).not.toContain('| `mongodb` |');
    expect(guide.text).toContain('| `MONGO_URL` |');
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
      mounts: [Volume.named('data').mountAt('/var/lib/postgresql'), Volume.repositoryFolder('db/init.sql').mountReadOnlyAt('/docker-entrypoint-initdb.d/init.sql')],
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
    expect(writeGuide(stack).headings).toEqual(expect.arrayContaining(['MongoDB (mongodb) connection refused', 'MongoDB (archive) connection refused']));
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
    expect(guide.diagram).toContain('["thing<br/>A #124; B #60;b#62;#34;x#34;#60;/b#62; #91;y#93;(z) #96;w#96; #37;#37;#123;init#125;#37;#37;"]');
  });

  test('ports of an environment that is open to the network are not said to be closed', () => {
    const stack = referenceStack();
    const open = writeGuide(stack, { environment: stack.addEnvironment('demo', { publishedOn: '192.168.1.5' }) });
    expect(open.text).toContain(': http://192.168.1.5:8000/docs (');
    expect(open.text).not.toContain('on this machine only');
    expect(writeGuide(referenceStack()).text).toContain('on this machine only');
  });
});

describe('the diagram', () => {
  const { diagram } = writeGuide(referenceStack());
  const lines = diagram.trimEnd().split('\n').map((line) => line.trim());

  test('has lines that Mermaid can read, and no others', () => {
    expect(unreadableLines(diagram)).toEqual([]);
  });

  test('declares each node once, and every node that a line names', () => {
    const { declared, named } = nodesOf(diagram);
    expect(new Set(declared).size).toBe(declared.length);
    expect(named.filter((name) => !declared.includes(name))).toEqual([]);
    expect(declared).toEqual(expect.arrayContaining(['host', 'network', 'service_celery_worker', 'service_frontend', 'volume1']));
  });

  test('shows the network, who uses whom, ports and volumes', () => {
    expect(lines).toEqual(expect.arrayContaining([
      'subgraph network["conductor-network"]', 'service_backend --> service_mongodb', 'service_celery_beat --> service_redis',
      'host -- "4200" --> service_frontend', 'volume1[("mongodb_data")]', 'service_mongodb -.- volume1',
    ]));
  });

  test('can have services with names that are words of Mermaid', () => {
    const stack = emptyStack();
    new GenericService(stack, 'end', { image: IMAGE, healthCheck: NO_CHECK });
    expect(writeGuide(stack).diagram).toContain('service_end["end<br/>end"]');
  });
});

describe('images', () => {
  test('are built as production has them, in the seed\'s words', () => {
    const { commands } = writeGuide(referenceStack());
    expect(commands).toEqual(expect.arrayContaining([
      '(cd backend && docker build -f ../docker/backend/Dockerfile -t conductor-backend:test .)',
      '(cd frontend && docker build -f ../docker/frontend/Dockerfile -t conductor-frontend:test --build-context nginx-config=../docker/nginx .)',
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

describe('paths', () => {
  const paths = { guide: 'handbook/en/docker guide.md', envFile: 'config/dev.env', scripts: 'tools' };
  const stack = referenceStack({ paths });
  const guide = writeGuide(stack, { file: 'compose.dev.yml' });

  test('are linked from where the guide is', () => {
    expect(guide.links).toEqual(expect.arrayContaining(['../../docker/backend/Dockerfile', '../../tools/mongo-init.js']));
    expect(guide.links.filter((target) => !target.startsWith('#') && !existsSync(path.join(stack.project.outdir, 'handbook/en', target)))).toEqual([]);
  });

  test('of a file that Compose does not find by itself are named', () => {
    expect(guide.commands).toContain('docker compose --file compose.dev.yml --env-file config/dev.env ps');
    expect(guide.commands).toContain('cp config/dev.env.example config/dev.env');
    expect(guide.commands).toContain('./tools/docker-dev.sh start');
  });
});

test('files are generated from the file that the project says', () => {
  const stack = referenceStack();
  new typescript.ProjenrcTs(stack.project);
  const section = writeGuide(stack).section('Generated files');
  expect(section).toContain('are generated from `.projenrc.ts`.');
  expect(section).toContain('```bash\nnpx projen\n```');
});

test('a second guide of the same name is refused', () => {
  const stack = referenceStack();
  writeGuide(stack);
  expect(() => new Guide(stack, { development: new ComposeTarget(stack, { environment: stack.production }) })).toThrow();
});

test('services that are added later are in it', () => {
  const stack = emptyStack();
  const guide = new Guide(stack, { development: new ComposeTarget(stack, { environment: stack.development }) });
  new GenericService(stack, 'late', { image: IMAGE, healthCheck: NO_CHECK });
  expect(Testing.synth(stack.project)[guide.path]).toContain('| `late` |');
});
