import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import { GuideText, LANGUAGES, ServicesOptions, containerStack, emptyContainerStack, nodesOf, referenceStack, synthesized, unreadableLines, writeGuide } from './fixture';
import { Duration, Size } from '../../src/base';
import { Guide } from '../../src/guide';
import { Condition, DataServices, EnvValue, HealthCheck, ImageSource, Language, ServiceKind, Volume } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import { AngularNginxFrontend, EdgeProxy, EdgeTls, GenericService } from '../../src/services';
import { ContainerStack, ContainerStackProps } from '../../src/stack';

const IMAGE = ImageSource.reference('example:1');
const NO_CHECK = HealthCheck.none();
const IN_STACK = { production: { dataServices: DataServices.IN_STACK } };

/** The seed's stack behind an edge. */
function edgeStack(props: ContainerStackProps = {}, { tls, ...options }: ServicesOptions & { readonly tls?: EdgeTls } = {}): ContainerStack {
  const stack = containerStack(props, options);
  new EdgeProxy(stack, 'edge', { frontend: stack.findService('frontend') as AngularNginxFrontend, domain: 'crm.example.com', tls });
  return stack;
}

/** The seed's stack with all that a guide can speak of: an edge with certificates from files, databases, a job, secrets in files. */
function fullStack(props: ContainerStackProps = {}): ContainerStack {
  const stack = edgeStack({ ...IN_STACK, ...props }, { tls: EdgeTls.files(), releaseCommand: ['python', '-m', 'app.migrate'] });
  stack.production.configure(stack.findService('backend'), { secretFiles: true });
  return stack;
}

/** One service that nobody reaches, and nothing else. */
function bareStack(language?: Language): ContainerStack {
  const stack = emptyContainerStack({ language });
  new GenericService(stack, 'thing', { image: IMAGE, healthCheck: NO_CHECK, writableRoot: true });
  return stack;
}

/** The commands with the gaps filled that people fill in. */
function filled(commands: string[]): string[] {
  return commands.map((command) => command.replace(/<(release|file|arquivo|PID)>/, '1'));
}

const WORDS = {
  [Language.EN]: { production: 'Production', ends: 'Generated files', failing: 'When a deploy fails', release: 'release', file: 'file' },
  [Language.PT_BR]: { production: 'Produção', ends: 'Arquivos gerados', failing: 'Quando um deploy falha', release: 'release', file: 'arquivo' },
};

describe.each(LANGUAGES)('the production part of the guide in %s', (language) => {
  const words = WORDS[language];
  const stack = fullStack({ language, repositoryUrl: 'https://github.com/your-org/conductor-crm.git' });
  const guide = synthesized(stack);
  const script = readFileSync(path.join(stack.project.outdir, 'scripts/docker-prod.sh'), 'utf-8');
  const external = synthesized(edgeStack({ language }));
  const bare = synthesized(bareStack(language));

  test('stands between what development needs and what is generated', () => {
    const sections = [...guide.prose.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(sections.indexOf(words.production)).toBeGreaterThan(5);
    expect(sections.indexOf(words.ends)).toBe(sections.length - 2);
    expect(sections.indexOf(words.failing)).toBe(sections.length - 3);
  });

  test.each([['full', guide], ['external', external], ['bare', bare]])('has links and headings that fit: %s', (_, one) => {
    expect(one.links.filter((target) => target.startsWith('#') && !one.anchors.includes(target.slice(1)))).toEqual([]);
    expect(new Set(one.anchors).size).toBe(one.anchors.length);
    const sections = [...one.prose.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect([...one.prose.matchAll(/^- \[(.*)\]\(#/gm)].map(([, heading]) => heading)).toEqual(sections);
  });

  test('links to files that exist', () => {
    const files = guide.links.filter((target) => !target.startsWith('#'));
    expect(files).toEqual(expect.arrayContaining(['../docker-compose.prod.yml', '../scripts/docker-prod.sh', '../.env.prod.example']));
    expect(files.filter((target) => !existsSync(path.join(stack.project.outdir, 'docs', target)))).toEqual([]);
  });

  test.each([['full', guide], ['external', external], ['bare', bare]])('leaves no sign of the notation that it is written in: %s', (_, one) => {
    expect(one.prose).not.toMatch(/''|\$\{|undefined|\[object|^\\$|`{3}/m);
    expect(one.text).not.toMatch(/\n{3}| $/m);
    expect(one.prose).not.toMatch(/\(\)|[^|\s] {2,}\S|[^.]\.\.(?=\s)|[:,] \.$/m);
  });

  test.each([['full', guide], ['external', external], ['bare', bare]])('has tables whose rows have as many cells as their head: %s', (_, one) => {
    for (const [lines] of one.prose.matchAll(/(^ *\|.*\n)+/gm)) {
      const widths = lines.trim().split('\n').map((line) => line.replace(/\\\|/g, '').split('|').length);
      expect([lines, new Set(widths).size]).toEqual([lines, 1]);
    }
  });

  test('numbers the steps of a list one after the other', () => {
    const numbers = [...guide.prose.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect(numbers.filter((number, index) => number !== 1 && number !== numbers[index - 1] + 1)).toEqual([]);
  });

  test.each([
    'help', 'deploy --dry-run', 'deploy', 'deploy --release <release>', 'status', 'history', 'logs', 'logs backend', 'rollback', 'rollback <release>',
    'backup', 'backup mongodb', `restore <${words.file}>`,
  ])('shows the command %s', (command) => {
    expect(guide.commands).toContain(`./scripts/docker-prod.sh ${command}`);
  });

  test('shows no command of the script that it does not have', () => {
    const known = [...script.matchAll(/^ {2}([a-z]+)(?: \| [^)]*)?\) /gm)].map(([, command]) => command);
    const shown = guide.commands.flatMap((command) => /docker-prod\.sh (\w+)/.exec(command)?.[1] ?? []);
    expect(known).toEqual(expect.arrayContaining(['deploy', 'rollback', 'backup']));
    expect(shown.filter((command) => !known.includes(command))).toEqual([]);
  });

  test('has gaps for a release and a file, and no others', () => {
    const gaps = guide.commands.flatMap((command) => command.match(/<[^>]*>/g) ?? []);
    expect([...new Set(gaps)].sort()).toEqual(['<PID>', `<${words.file}>`, '<release>'].sort());
  });

  test('has commands that bash can read', () => {
    for (const command of filled(guide.commands)) {
      expect([command, spawnSync('bash', ['-n', '-c', command]).stderr.toString()]).toEqual([command, '']);
    }
  });

  test('makes a second release before it goes back to the first', () => {
    const releasing = guide.commands.filter((command) => /docker-prod\.sh (deploy|rollback)/.test(command));
    const back = releasing.findIndex((command) => command.includes('rollback'));
    expect(releasing.slice(0, back)).toContain('./scripts/docker-prod.sh deploy --release <release>');
    expect(releasing[0]).toBe('./scripts/docker-prod.sh deploy --dry-run');
  });

  test('explains messages that the script says, word by word', () => {
    const rows = [...guide.section(words.failing).matchAll(/^\| `(.*?)` \|/gm)].map(([, message]) => message);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((message) => !message.split('...').every((part) => script.includes(part)))).toEqual([]);
  });

  test('names every variable, port and volume of production', () => {
    const template = readFileSync(path.join(stack.project.outdir, '.env.prod.example'), 'utf-8');
    const variables = [...template.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(variables.length).toBeGreaterThan(5);
    const rows = [...guide.section(words.production).matchAll(/^\| `([A-Z][A-Z0-9_]*)` \|/gm)].map(([, name]) => name);
    expect([...rows].sort()).toEqual([...new Set(variables)].sort());
    expect(guide.text).toContain('| `mongodb_data` | `conductor-production_mongodb_data` | `mongodb:/data/db` |');
  });

  test('tells users nothing about addresses with a port that is not development\'s', () => {
    expect(guide.section(words.production)).not.toMatch(/http:\/\/localhost:\d+(?!\d*`)/);
  });

  test('can be read by Mermaid', () => {
    for (const one of [guide, external, bare]) {
      const { declared, named } = nodesOf(one.diagrams[1]);
      expect(unreadableLines(one.diagrams[1])).toEqual([]);
      expect(new Set(declared).size).toBe(declared.length);
      expect(named.filter((name) => !declared.includes(name))).toEqual([]);
    }
  });

  test('of a service with nothing special is short', () => {
    expect(bare.headings).toContain(words.production);
    expect(bare.headings.length).toBeLessThan(guide.headings.length - 15);
    expect(bare.text).not.toMatch(/HTTPS|backup|restore|secrets\/|Mongo/);
  });

  test('is the same, byte for byte, when it is written again', () => {
    expect(synthesized(fullStack({ language, repositoryUrl: 'https://github.com/your-org/conductor-crm.git' })).text).toBe(guide.text);
  });
});

test('both languages have the same shape', () => {
  const [en, pt] = LANGUAGES.map((language) => synthesized(fullStack({ language, title: 'Conductor CRM' })));
  const levels = ({ prose }: GuideText) => [...prose.matchAll(/^(#+|\d+\.) /gm)].map(([, marks]) => marks);
  const rows = ({ prose }: GuideText) => (prose.match(/^ *\|/gm) ?? []).length;
  expect(levels(en)).toEqual(levels(pt));
  expect(rows(en)).toBe(rows(pt));
  expect(en.blocks.map(({ language }) => language)).toEqual(pt.blocks.map(({ language }) => language));
  expect(filled(en.commands)).toEqual(filled(pt.commands));
});

test('the guide of a stack that is not released says nothing about production', () => {
  const { text, headings } = writeGuide(referenceStack());
  expect(headings).not.toContain('Production');
  expect(text).not.toContain('docker-prod.sh');
});

describe('what does not apply is not there', () => {
  const bare = synthesized(bareStack());
  const full = synthesized(fullStack());

  test.each([
    'Production variables', 'Migrations in two steps', 'HTTPS and certificates', 'Backup', 'Restore', 'More containers of a service',
  ])('%s', (heading) => {
    expect(full.headings).toContain(heading);
    expect(bare.headings).not.toContain(heading);
  });

  test('databases that are elsewhere have no backup, and say which variables lead to them', () => {
    const guide = synthesized(edgeStack());
    expect(guide.headings).not.toContain('Backup');
    expect(guide.text).toContain('| MongoDB | in the stack: `mongodb` | outside of the stack: `MONGO_URL` says where |');
    expect(guide.text).toContain('[`scripts/mongo-init.js`](../scripts/mongo-init.js) does not run there');
    expect(guide.headings).toContain('Migrations in two steps');
  });

  test('databases in the stack are on a network of their own', () => {
    expect(full.text).toContain('| Databases | in the stack, on the network `conductor-network` | in the stack, on the network `conductor-data`, without a port');
    expect(full.text).not.toContain('outside of the stack');
  });
});

describe('the diagram of production', () => {
  const lines = (guide: GuideText) => guide.diagrams[1].trimEnd().split('\n').map((line) => line.trim());

  test('shows who users come in to, whom that sends requests to, and both networks', () => {
    expect(lines(synthesized(fullStack()))).toEqual(expect.arrayContaining([
      'host(["users"])', 'host -- "80" --> service_edge', 'host -- "443" --> service_edge', 'service_edge --> service_frontend',
      'service_edge --> service_backend', 'subgraph network["conductor-network"]', 'subgraph network2["conductor-data (internal)"]',
    ]));
  });

  test('shows databases that are elsewhere outside of the networks, and what leads to them', () => {
    const shown = lines(synthesized(edgeStack()));
    expect(shown).toContain('external_mongodb[("mongodb<br/>MongoDB (external)")]');
    expect(shown).toContain('service_backend -- "MONGO_URL" --> external_mongodb');
    expect(shown).not.toContain('subgraph network2["conductor-data (internal)"]');
  });
});

describe('the first deploy', () => {
  test('names the variables that have to be filled in, and copies the template', () => {
    const section = synthesized(containerStack()).section('First deploy');
    expect(section).toContain('   cp .env.prod.example .env.prod\n');
    expect(section).toContain('Fill in `SECRET_KEY`, `CLAUDE_API_KEY`, `MONGO_URL` and `REDIS_URL`.');
  });

  test('names secrets that are files, and files that only a person has', () => {
    const section = synthesized(fullStack()).section('First deploy');
    expect(section).toContain('   | `secrets/SECRET_KEY` | `backend` | signs \\| sessions |');
    expect(section).toContain('   - `ssl/fullchain.pem`, `ssl/privkey.pem`: of `edge`, which reads them as user `1000:1000`');
    expect(section).toContain('   mkdir -p secrets\n');
  });

  test('clones the repository as in the quick start, where it is known from where', () => {
    expect(synthesized(containerStack({ repositoryUrl: 'https://example.com/crm.git' })).section('First deploy')).toContain('[Quick Start](#quick-start)');
    expect(synthesized(containerStack()).section('First deploy')).toContain('Bring the repository there');
  });

  test('from another machine warns of what is mounted from the repository', () => {
    const section = synthesized(fullStack()).section('Deploy from another machine');
    expect(section).toContain('`scripts/mongo-init.js`');
    expect(section).toContain('`secrets/SECRET_KEY`');
    expect(synthesized(containerStack()).section('Deploy from another machine')).toContain('Containers see nothing of the repository');
  });

  test('behind a proxy of the server\'s own does not open the firewall', () => {
    const section = synthesized(containerStack({ production: { publishedOn: '127.0.0.1' } })).section('First deploy');
    expect(section).toContain('The ports (80) are open on the server itself only');
    expect(section).not.toContain('firewall');
  });
});

describe('a deploy', () => {
  const steps = (stack: ContainerStack) => synthesized(stack).section('What happens in a deploy');

  test('goes by the kinds of the stack\'s services', () => {
    const text = steps(fullStack());
    expect(text).toContain('The new containers of `backend`, `celery-worker` and `frontend` start beside the old ones');
    expect(text).toContain('`edge`: if changed, the old one stops');
    expect(text).toContain('Requests to `backend` and `frontend` go over');
    expect(text).toContain('`celery-beat`: the old one stops, and only then');
    expect(text).toContain('Data: a deploy starts `mongodb` and `redis` if need be');
    expect(text).toContain('Jobs of the release, once each: `python -m app.migrate` in `backend`.');
  });

  test('without an edge replaces the frontend in place and switches nothing', () => {
    const text = steps(containerStack());
    expect(text).toContain('`frontend`: if changed, the old one stops');
    expect(text).toMatch(/^\| `backend` \| the new one starts beside the old one; both answer until the old one stops \| 30s \|$/m);
    expect(text).not.toMatch(/go over|Jobs|Data:/);
  });

  test('runs what others wait for to be completed once', () => {
    const stack = emptyContainerStack();
    const job = new GenericService(stack, 'migrate', { kind: ServiceKind.JOB, image: IMAGE, healthCheck: NO_CHECK });
    new GenericService(stack, 'thing', { image: IMAGE, healthCheck: NO_CHECK }).dependsOn(job, Condition.COMPLETED);
    const text = steps(stack);
    expect(text).toContain('Jobs of the release, once each: `migrate`.');
    expect(text).toContain('| `migrate` | runs once for each release, before');
    expect(text).toContain('| `thing` | last of all: the old one stops, and the new one starts | 10s |');
  });

  test('waits as long as the stack says, and keeps as many releases', () => {
    const guide = synthesized(containerStack({ compose: { releases: { settle: Duration.seconds(7), watch: Duration.minutes(1), keep: 3 } } }));
    expect(guide.text).toContain('healthy for 7 s (`SETTLE_SECONDS`)');
    expect(guide.text).toContain('healthy for another 60 s (`WATCH_SECONDS`)');
    expect(guide.text).toContain('The last 3 releases');
  });

  test('waits and keeps by default what the script does', () => {
    const guide = synthesized(containerStack());
    expect(guide.text).toContain('healthy for 10 s (`SETTLE_SECONDS`)');
    expect(guide.text).toContain('The last 5 releases');
  });
});

describe('HTTPS', () => {
  const https = (stack: ContainerStack) => synthesized(stack).section('HTTPS and certificates');

  test('with certificates from files says which, who reads them, and that a new one is read after a restart', () => {
    const text = https(edgeStack({}, { tls: EdgeTls.files() }));
    expect(text).toContain('`edge` serves HTTPS on 443 (`EDGE_HTTPS_PORT`), with the certificate and the key that you put on the server: `ssl/fullchain.pem`, `ssl/privkey.pem`.');
    expect(text).toContain('docker compose --file docker-compose.prod.yml --env-file .env.prod restart edge\n');
  });

  test('with automatic certificates says what that needs', () => {
    const text = https(edgeStack());
    expect(text).toContain('the ports 80 and 443 are open to the internet');
    expect(text).toContain('kept in `edge_data`, which no deploy and no rollback touches');
    expect(text).not.toContain(' restart ');
  });

  test('that nobody serves is said, unless the ports are the server\'s own', () => {
    expect(https(containerStack())).toContain('Users come in at `frontend`, on 80, and this stack does not serve HTTPS');
    expect(synthesized(containerStack({ production: { publishedOn: '127.0.0.1' } })).headings).not.toContain('HTTPS and certificates');
  });
});

describe('more containers', () => {
  test('are those of a worker, where there is one, and never of what has a port or works by the clock', () => {
    const section = synthesized(fullStack()).section('More containers of a service');
    expect(section).toContain('stack.production.configure(stack.findService(\'celery-worker\'), { replicas: 3 });');
    expect(section).toContain('only one of `edge`: two cannot have the same port');
    expect(section).toContain('only one of `celery-beat`: two would do everything twice');
  });

  test('are counted where there are some', () => {
    const stack = fullStack();
    stack.production.configure(stack.findService('celery-worker'), { replicas: 3, limits: { cpus: 0.5, memory: Size.mebibytes(300), pids: 64 } });
    expect(synthesized(stack).text).toContain('| `celery-worker` | Celery worker | `conductor-backend:<release>` | - | 0.5 CPU, 300 MiB of memory, 64 processes | 3 |');
  });
});

describe('backup', () => {
  test('says who stands still meanwhile, and what is not saved', () => {
    const section = synthesized(fullStack()).section('Backup');
    expect(section).toContain('`redis` stands still while it is copied');
    expect(section).not.toContain('`mongodb` stands still');
    expect(section).toContain('The volumes of `backend`, `celery-worker`, `celery-beat`, `frontend` and `edge` are not part of the backup.');
  });

  test('of a third party\'s database is there, too', () => {
    const stack = emptyContainerStack(IN_STACK);
    new GenericService(stack, 'postgres', { kind: ServiceKind.DATA, image: IMAGE, healthCheck: NO_CHECK, mounts: [Volume.named('data').mountAt('/data')] });
    expect(synthesized(stack).commands).toContain('./scripts/docker-prod.sh backup');
  });
});

describe('hostile values', () => {
  const stack = emptyContainerStack(IN_STACK);
  new GenericService(stack, 'thing', {
    kind: ServiceKind.HTTP,
    description: 'A | B <b>"x"</b> [y](z) `w` %%{init}%%',
    image: IMAGE,
    healthCheck: NO_CHECK,
    environment: { KEY: EnvValue.secret('KEY', { description: 'a | b <i> `c`' }) },
    mounts: [Volume.repositoryFolder('odd @name_.pem').mountReadOnlyAt('/etc/odd.pem')],
  });
  const guide = synthesized(stack);

  test('of a description cannot change the page', () => {
    expect(guide.section('Production')).toContain('| `thing` | A \\| B \\<b\\>"x"\\</b\\> \\[y\\](z) \\`w\\` %%{init}%% | `example:1` |');
    expect(guide.diagrams[1]).toContain('["thing<br/>A #124; B #60;b#62;#34;x#34;#60;/b#62; #91;y#93;(z) #96;w#96; #37;#37;#123;init#125;#37;#37;"]');
  });

  test('of a variable\'s description or a mounted file cannot either', () => {
    expect(guide.text).toContain('| `KEY` | `thing` | **yes** | empty | a \\| b \\<i\\> \\`c\\` |');
    expect(guide.section('Deploy from another machine')).toContain('`odd @name_.pem`');
  });

  test('of a job\'s command stand as the shell reads them', () => {
    const odd = containerStack({}, { releaseCommand: ['sh', '-c', 'echo `a` | tee "b"'] });
    expect(synthesized(odd).text).toContain('once each: ``sh -c \'echo `a` | tee "b"\'`` in `backend`.');
  });
});

describe('paths', () => {
  const stack = containerStack({
    ...IN_STACK, paths: { guide: 'handbook/en/docker guide.md', envFile: 'config/our env', scripts: 'my tools', secrets: 'our secrets' },
  });
  stack.production.configure(stack.findService('backend'), { secretFiles: true });
  const guide = synthesized(stack);

  test('of a script and an env file with spaces are words of the shell', () => {
    expect(guide.commands).toEqual(expect.arrayContaining([
      '\'./my tools/docker-prod.sh\' deploy', 'cp \'config/our env.prod.example\' \'config/our env.prod\'', 'mkdir -p \'our secrets\'',
      'docker compose --file docker-compose.prod.yml --env-file \'config/our env.prod\' logs --since 10m backend',
    ]));
    expect(guide.section('Backup')).toContain('0 3 * * * \'/srv/conductor/my tools/docker-prod.sh\' backup');
  });

  test('are linked from where the guide is', () => {
    const broken = guide.links.filter((target) => !target.startsWith('#')
      && !existsSync(path.join(stack.project.outdir, 'handbook/en', decodeURIComponent(target))));
    expect(broken).toEqual([]);
  });
});

test('another environment than production is recorded in a folder of its own', () => {
  const stack = referenceStack();
  const environment = stack.addEnvironment('pre-release');
  new Guide(stack, {
    development: new ComposeTarget(stack, { environment: stack.development }), production: new ComposeTarget(stack, { environment }),
  });
  const { text, commands } = synthesized(stack);
  expect(text).toContain('kept in `.releases-pre-release/releases/<release>/`');
  expect(text).toContain('preRelease.configure(stack.findService(\'celery-worker\'), { replicas: 3 });');
  expect(commands).toContain('cp .env.pre-release.example .env.pre-release');
});
