import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import * as path from 'path';
import { Testing } from 'projen';
import { GuideText, LANGUAGES, bareStack, emptyStack, fullStack, referenceStack, synthesized, writeGuide } from './fixture';
import { Guide } from '../../src/guide';
import { DataServices, HealthCheck, ImageSource, Language, ServiceKind } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import { GenericService } from '../../src/services';

const IMAGE = ImageSource.reference('example:1');
const NO_CHECK = HealthCheck.none();

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
    const mounts = ['backend', 'celery-worker', 'celery-beat'].map((id) => `\`${id}:/app/logs\``).join('<br>');
    expect(guide.text).toContain(`| \`backend_logs\` | \`conductor_backend_logs\` | ${mounts} |`);
  });

  test('names every address', () => {
    for (const url of ['http://localhost:8000', 'http://localhost:8000/docs', 'http://localhost:8000/health', 'http://localhost:4200']) {
      expect(guide.text).toContain(`: <${url}> (`);
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
    for (const command of ['start', 'stop', 'restart', 'logs', 'status', 'shell', 'test', 'rebuild', 'clean', 'help']) {
      const shown = expect.stringMatching(new RegExp(`^\\./scripts/docker-dev\\.sh ${command}\\b`));
      expect(guide.commands).toEqual(expect.arrayContaining([shown]));
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
    const same = referenceStack({ language, title: 'Conductor CRM', repositoryUrl: 'https://github.com/your-org/conductor-crm.git' });
    expect(writeGuide(same).text).toBe(guide.text);
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

describe('what does not apply is not there', () => {
  const bare = writeGuide(bareStack());
  const full = writeGuide(referenceStack());

  test.each([
    'Your user in containers', 'Hot Reload', 'Test a Local Build', 'Port in use', 'Container is unhealthy', 'MongoDB connection refused',
    'Redis connection refused', 'Password changed after the first start', 'A new collection, table or index is missing',
    'Permission denied, or files that belong to root', 'Read-only file system', 'Hot reload does not notice changes',
    'An installed package is not found',
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

describe('migrations in development', () => {
  const guideOf = (language: Language) => synthesized(fullStack({ language }));

  test('are named, with where they run and how they run again', () => {
    expect(guideOf(Language.EN).text).toContain('- `python -m app.migrate` of `backend`, in the container `backend-release`\n');
    expect(guideOf(Language.PT_BR).text).toContain('- `python -m app.migrate` de `backend`, no container `backend-release`\n');
  });

  test('have no section where there are none', () => {
    expect(writeGuide(referenceStack()).headings).not.toContain('Migrations');
  });
});

describe('paths', () => {
  const paths = { guide: 'handbook/en/docker guide.md', envFile: 'config/dev.env', scripts: 'tools' };
  const stack = referenceStack({ paths });
  const guide = writeGuide(stack, { file: 'compose.dev.yml' });

  test('are linked from where the guide is', () => {
    expect(guide.links).toEqual(expect.arrayContaining(['../../docker/backend/Dockerfile', '../../tools/mongo-init.js']));
    const files = guide.links.filter((target) => !target.startsWith('#'));
    expect(files.filter((target) => !existsSync(path.join(stack.project.outdir, 'handbook/en', target)))).toEqual([]);
  });

  test('of a file that Compose does not find by itself are named', () => {
    expect(guide.commands).toContain('docker compose --file compose.dev.yml --env-file config/dev.env ps');
    expect(guide.commands).toContain('cp config/dev.env.example config/dev.env');
    expect(guide.commands).toContain('./tools/docker-dev.sh start');
  });
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
