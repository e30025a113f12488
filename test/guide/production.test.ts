import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import {
  GuideText, IN_STACK, LANGUAGES, bareContainerStack, containerStack, edgeStack, emptyContainerStack, fullStack, nodesOf,
  referenceStack, synthesized, unreadableLines, writeGuide,
} from './fixture';
import { Guide } from '../../src/guide';
import { EnvValue, HealthCheck, ImageSource, Language, ServiceKind, Volume } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import { GenericService } from '../../src/services';

/** The commands with the gaps filled that people fill in. */
function filled(commands: string[]): string[] {
  return commands.map((command) => command.replace(/<(release|file|arquivo|PID)>/, '1'));
}

const WORDS = {
  [Language.EN]: { production: 'Production', ends: 'Generated files', failing: 'When a deploy fails', file: 'file' },
  [Language.PT_BR]: { production: 'Produção', ends: 'Arquivos gerados', failing: 'Quando um deploy falha', file: 'arquivo' },
};

/** The commands of a script. */
const COMMANDS = /^commands='(.*)'$/m;

describe.each(LANGUAGES)('the production part of the guide in %s', (language) => {
  const words = WORDS[language];
  const stack = fullStack({ language, repositoryUrl: 'https://github.com/your-org/conductor-crm.git' });
  const guide = synthesized(stack);
  const read = (file: string) => readFileSync(path.join(stack.project.outdir, 'scripts', file), 'utf-8');
  const script = read('docker-prod.sh');
  const messages = read('container-stack/messages.sh');
  const external = synthesized(edgeStack({ language }));
  const bare = synthesized(bareContainerStack(language));
  const guides: [string, GuideText][] = [['full', guide], ['external', external], ['bare', bare]];

  test('stands between what development needs and what is generated', () => {
    const sections = [...guide.prose.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(sections.indexOf(words.production)).toBeGreaterThan(5);
    expect(sections.indexOf(words.ends)).toBe(sections.length - 2);
    // between them, what reviewers read
    expect(sections.indexOf(words.failing)).toBe(sections.length - 4);
  });

  test.each(guides)('has links and headings that fit: %s', (_, one) => {
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

  test.each(guides)('leaves no sign of the notation that it is written in: %s', (_, one) => {
    expect(one.prose).not.toMatch(/''|\$\{|undefined|\[object|^\\$|`{3}/m);
    expect(one.text).not.toMatch(/\n{3}| $/m);
    expect(one.prose).not.toMatch(/\(\)|[^|\s] {2,}\S|[^.]\.\.(?=\s)|[:,] \.$/m);
  });

  test.each(guides)('has tables whose rows have as many cells as their head: %s', (_, one) => {
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
    'help', 'deploy --dry-run', 'deploy', 'deploy --release <release>', 'status', 'history', 'logs', 'logs backend', 'rollback',
    'rollback <release>', 'backup', 'backup mongodb', `restore <${words.file}>`,
  ])('shows the command %s', (command) => {
    expect(guide.commands).toContain(`./scripts/docker-prod.sh ${command}`);
  });

  test('shows no command of the script that it does not have', () => {
    const known = [...COMMANDS.exec(script)![1].split(' '), 'help'];
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
    expect(rows.filter((message) => !message.split('...').every((part) => messages.includes(part)))).toEqual([]);
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
  const bare = synthesized(bareContainerStack());
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
    const row = /^\| Databases \|.*$/m.exec(full.text)![0];
    expect(row).toContain('| in the stack, on the network `conductor-network` |');
    expect(row).toContain('| in the stack, on the network `conductor-data`, without a port');
    expect(full.text).not.toContain('outside of the stack');
  });
});

describe('hostile values', () => {
  const stack = emptyContainerStack(IN_STACK);
  new GenericService(stack, 'thing', {
    kind: ServiceKind.HTTP,
    description: 'A | B <b>"x"</b> [y](z) `w` %%{init}%%',
    image: ImageSource.reference('example:1'),
    healthCheck: HealthCheck.none(),
    environment: { KEY: EnvValue.secret('KEY', { description: 'a | b <i> `c`' }) },
    mounts: [Volume.repositoryFolder('odd @name_.pem').mountReadOnlyAt('/etc/odd.pem')],
  });
  const guide = synthesized(stack);

  test('of a description cannot change the page', () => {
    expect(guide.section('Production')).toContain('| `thing` | A \\| B \\<b\\>"x"\\</b\\> \\[y\\](z) \\`w\\` %%{init}%% | `example:1` |');
    expect(guide.diagrams[1])
      .toContain('["thing<br/>A #124; B #60;b#62;#34;x#34;#60;/b#62; #91;y#93;(z) #96;w#96; #37;#37;#123;init#125;#37;#37;"]');
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
      '\'./my tools/docker-prod.sh\' logs --since 10m --no-follow backend',
    ]));
    expect(guide.section('Backup')).toContain('0 3 * * * \'/srv/conductor/my tools/docker-prod.sh\' backup');
  });

  test('are linked from where the guide is', () => {
    const broken = guide.links.filter((target) => !target.startsWith('#')
      && !existsSync(path.join(stack.project.outdir, 'handbook/en', decodeURIComponent(target))));
    expect(broken).toEqual([]);
  });
});

test('another environment than production is recorded in a volume of its own', () => {
  const stack = referenceStack();
  const environment = stack.addEnvironment('pre-release');
  new Guide(stack, {
    development: new ComposeTarget(stack, { environment: stack.development }), production: new ComposeTarget(stack, { environment }),
  });
  const { text, commands } = synthesized(stack);
  expect(text).toContain('in the volume `conductor-pre-release.releases`');
  expect(text).toContain('preRelease.configure(stack.findService(\'celery-worker\'), { replicas: 3 });');
  expect(commands).toContain('cp .env.pre-release.example .env.pre-release');
});
