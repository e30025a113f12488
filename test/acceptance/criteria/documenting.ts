import * as path from 'path';
import { get } from '../api';
import { succeed } from '../command';
import { NOTHING, belongingsOf, inspectImage } from '../engine';
import { FULL } from '../extent';
import { Guide, GuideCommand } from '../guide';
import { filesOf } from '../library';
import { ALL_HEALTHY, BACKEND_IMAGE, FRONTEND_IMAGE, PORTS, PROJECT, SCRIPT, SERVICES, compose, report, sandbox } from '../scene';
import { Walkthrough } from '../walkthrough';
import { buildBackend, buildFrontend } from './building';

const GUIDE = 'docs/DOCKER_SETUP.md';

/** Documentação: what is written is complete and true. */
export function documenting(): void {
  let guide: Guide;
  const walkthrough = new Walkthrough(sandbox, {
    notRun: [
      [/^git clone /, 'the repository is there already: it has no remote'],
      [/^cd conductor-crm$/, 'the folder that git clone would have made'],
    ],
    gaps: [[/[[<](service|serviço|servico)[\]>]/gi, () => 'backend']],
    // what was taken away is started again
    repeats: async () => FULL || (await compose.states()).length === 0,
    stop: async () => (await compose.states()).length > 0 && sandbox.succeed([SCRIPT, 'stop']),
  });

  beforeAll(async () => {
    guide = new Guide(sandbox.read(GUIDE));
    // the guide starts with a fresh clone
    await sandbox.succeed(['rm', '-f', '.env']);
  });

  afterAll(() => walkthrough.end());

  const isDestructive = ({ line }: GuideCommand) => /docker-dev\.sh clean/.test(line);
  // run by the production run
  const isProduction = (command: GuideCommand) => guide.isBetween(command, 'Produção', 'Arquivos gerados');
  const isTroubleshooting = ({ section }: GuideCommand) => guide.headings.indexOf(section) > guide.headings.indexOf('Troubleshooting');

  describe('DOCKER_SETUP.md completo', () => {
    test('it has the sections of the seed', () => {
      expect(guide.headings).toEqual(expect.arrayContaining(['Pré-requisitos', 'Quick Start', 'Comandos Úteis', 'Troubleshooting']));
    });

    test('it names every service, port and variable', async () => {
      const variables = [...sandbox.read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
      expect(variables.length).toBeGreaterThan(10);
      const missing = [...SERVICES, ...PORTS.map(String), ...variables].filter((word) => !guide.text.includes(word));
      expect(missing).toEqual([]);
    });

    test('every link resolves', () => {
      const broken = guide.links.filter(({ target }) => {
        const [file, anchor] = target.split('#');
        if (/^https?:/.test(target)) {
          return false;
        }
        const at = path.posix.join(path.posix.dirname(GUIDE), file);
        const anchors = file === '' ? guide.anchors : anchor === undefined ? [] : new Guide(sandbox.read(at)).anchors;
        return file !== '' && !sandbox.exists(at) || anchor !== undefined && !anchors.includes(anchor);
      });
      expect(broken).toEqual([]);
    });

    test('every command works, from a fresh clone', async () => {
      await report.phase('follow the guide', async () => {
        for (const command of guide.commands.filter((each) => !isProduction(each) && !isTroubleshooting(each) && !isDestructive(each))) {
          await walkthrough.follow(command);
        }
      });
      expect(await compose.health()).toEqual(ALL_HEALTHY);
    }, 1_200_000);

    test('every address answers', async () => {
      const addresses = [...new Set([...guide.text.matchAll(/http:\/\/localhost:\d+[^\s)`>|*]*/g)].map(([address]) => address))];
      expect(addresses).toEqual(expect.arrayContaining(['http://localhost:4200', 'http://localhost:8000']));
      for (const address of addresses.filter((each) => each !== 'http://localhost:8000')) {
        expect([address, (await get(address)).status]).toEqual([address, 200]);
      }
      // the root of the API is nobody's page, but the backend's own answer
      expect([200, 307, 404]).toContain((await get('http://localhost:8000')).status);
    });
  });

  describe('Troubleshooting guide', () => {
    test('it has the cases of the seed', () => {
      expect(guide.headings).toEqual(expect.arrayContaining(['Porta em uso', 'Container não inicia', 'MongoDB connection refused']));
    });

    test('every command works', async () => {
      // a port is in somebody else's use while the stack is stopped, so those come last
      const needsStopped = ({ line }: GuideCommand) => /^(lsof|kill) /.test(line);
      const commands = guide.commands.filter((each) => isTroubleshooting(each) && !isDestructive(each));
      await report.phase('follow the troubleshooting guide', async () => {
        for (const command of [...commands.filter((each) => !needsStopped(each)), ...commands.filter(needsStopped)]) {
          await walkthrough.follow(command);
        }
      });
    }, 1_200_000);
  });

  test('the guide leaves no file that belongs to somebody else', async () => {
    expect(await sandbox.foreignFiles()).toEqual([]);
  });

  test('.dockerignore em todos os serviços', async () => {
    const { services } = JSON.parse((await compose.succeed('config', '--format=json')).stdout);
    const contexts: string[] = Object.values<any>(services)
      .flatMap(({ build }) => build ? [path.relative(sandbox.repository, build.context)] : []);
    expect([...new Set(contexts)].sort()).toEqual(['backend', 'frontend']);
    for (const context of [...contexts, 'docker/edge']) {
      expect(sandbox.exists(`${context}/.dockerignore`)).toBe(true);
    }

    // what it names changes nothing in the images
    const images = async () => {
      await succeedBoth();
      return [(await inspectImage(BACKEND_IMAGE)).Id, (await inspectImage(FRONTEND_IMAGE)).Id];
    };
    const before = await images();
    const planted = [
      'backend/.env', 'backend/.venv/planted.py', 'backend/app/__pycache__/planted.pyc', 'backend/logs/planted.log', 'backend/.pytest_cache/planted',
      'frontend/.env', 'frontend/node_modules/planted/index.js', 'frontend/dist/planted.js', 'frontend/.angular/planted', 'frontend/coverage/planted',
    ];
    planted.forEach((file) => sandbox.write(file, 'SECRET=planted\n'));
    expect(await images()).toEqual(before);
    await sandbox.succeed(['rm', '-r', ...planted]);
  }, 900_000);

  test('Scripts executáveis (chmod +x)', async () => {
    const scripts = Object.entries(await filesOf(sandbox.repository)).filter(([file]) => /^scripts\/.*\.sh$/.test(file));
    const executables = scripts.filter(([, { executable }]) => executable).map(([file]) => file);
    // what they consist of is read by them, not run
    expect(executables).toEqual(['scripts/docker-dev.sh', 'scripts/docker-prod.sh']);
    scripts.forEach(([file]) => expect(sandbox.read(file)).not.toContain('\r'));
    await succeed(['shellcheck', '--external-sources', ...scripts.map(([file]) => sandbox.path(file))]);
  });

  test('the guide cleans up', async () => {
    const cleaning = guide.commands.filter(isDestructive);
    expect(cleaning.length).toBeGreaterThan(0);
    for (const command of cleaning) {
      await walkthrough.follow(command);
    }
    expect(await belongingsOf(PROJECT)).toEqual({ ...NOTHING, images: [BACKEND_IMAGE, FRONTEND_IMAGE] });
  });

  test('no command of the guide was left out', () => {
    const lines = guide.commands.filter((each) => !isProduction(each)).map(({ line }) => line);
    expect(lines.filter((line) => !walkthrough.done.includes(line))).toEqual([]);
  });
}

async function succeedBoth(): Promise<void> {
  for (const { command, code, output } of await Promise.all([buildBackend(), buildFrontend()])) {
    if (code !== 0) {
      throw new Error(`"${command}" ended with ${code}:\n${output.slice(-2000)}`);
    }
  }
}
