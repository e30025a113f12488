import { spawn, spawnSync } from 'child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Duration } from '../../../src/base';
import { NginxConfig, NginxRoute } from '../../../src/nginx';
import { BeforeStartFacts, RuntimeConfigValue, beforeStartFacts } from '../../../src/nginx/before-start';
import { emptyFolder } from '../../fixtures/stack';

interface Shell {
  readonly name: string;
  /** The folders of programs. */
  readonly path: string;
}

const PROGRAM = path.join(__dirname, '../../../assets/sh/before-start.sh');

const SH: Shell = { name: 'sh', path: process.env.PATH! };
const busybox = programAt('busybox');
const SHELLS = busybox ? [SH, { name: 'busybox sh', path: `${appletsOf(busybox)}:${SH.path}` }] : [SH];
if (!busybox) {
  test.skip('SKIPPED: this machine has no BusyBox, so the script was not run with it', () => undefined);
}

const MAX_AGE = 1000;

/** A volume, and the images of releases that use it. */
class Scene {
  readonly volume: string;
  private readonly folder = emptyFolder();

  constructor(private readonly shell: Shell, private readonly releases = 3) {
    this.volume = path.join(this.folder, 'volume');
    mkdirSync(this.volume);
  }

  /** What the image of a release has: these files, of which those with a hash in their name are in the list. */
  image(name: string, ...files: string[]): string {
    const image = path.join(this.folder, name);
    rmSync(image, { recursive: true, force: true });
    for (const file of ['index.html', ...files]) {
      mkdirSync(path.dirname(path.join(image, 'html', file)), { recursive: true });
      writeFileSync(path.join(image, 'html', file), `${file} of ${name}\n`);
      utimesSync(path.join(image, 'html', file), 1_500_000_000, 1_500_000_000);
    }
    writeFileSync(path.join(image, 'hashed-files'), files.filter((file) => /-[A-Z]{8}\.js$/.test(file)).map((file) => `${file}\n`).join(''));
    writeFileSync(path.join(image, 'facts'), this.facts(image, this.volume));
    return image;
  }

  facts(image: string, folder: string): string {
    return factsIn(image, {
      retention: { releases: this.releases, maxAge: Duration.seconds(MAX_AGE), folder, root: `${image}/html`, list: `${image}/hashed-files` },
    });
  }

  start(image: string, standIns?: string) {
    return run(this.shell, path.join(image, 'facts'), {}, standIns);
  }

  async startMeanwhile(image: string) {
    const [command, ...args] = this.shell.name.split(' ');
    // containers share a volume, and nothing else
    const facts = path.join(emptyFolder(), 'facts');
    writeFileSync(facts, `${this.facts(image, this.volume)}includes='${path.dirname(facts)}'\n`);
    const child = spawn(command, [...args, PROGRAM, facts], { env: { PATH: this.shell.path }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (data) => said += data);
    child.stderr.on('data', (data) => said += data);
    return new Promise<{ status: number | null; said: string }>((resolve) => child.on('close', (status) => resolve({ status, said })));
  }

  /** A release with one file of its own, some seconds after the last one, which starts without a word. */
  deploy(name: string, ...files: string[]): string {
    this.wait(5);
    const image = this.image(name, ...files.length ? files : [`main-${name.repeat(8)}.js`]);
    expect(this.start(image)).toEqual(WELL);
    return image;
  }

  /** Seconds go by. */
  wait(seconds: number): void {
    for (const list of existsSync(this.listsFolder) ? readdirSync(this.listsFolder) : []) {
      const { mtimeMs } = statSync(path.join(this.listsFolder, list));
      const time = Math.floor(mtimeMs / 1000) - seconds;
      utimesSync(path.join(this.listsFolder, list), time, time);
    }
  }

  /** What is kept. */
  get files(): string[] {
    return filesBelow(path.join(this.volume, 'files'));
  }

  /** All that is in the volume but the kept files. */
  get others(): string[] {
    return filesBelow(this.volume).filter((file) => !file.startsWith('files/'));
  }

  get listsFolder(): string {
    return path.join(this.volume, 'lists');
  }
}

const WELL = { status: 0, stdout: '', stderr: '' };

describe.each(SHELLS)('files of earlier releases, with $name', (shell) => {
  test('are there after the next release, and the one after it', () => {
    const scene = new Scene(shell);
    for (const name of ['A', 'B', 'C']) {
      scene.deploy(name);
    }
    expect(scene.files).toEqual(['main-AAAAAAAA.js', 'main-BBBBBBBB.js', 'main-CCCCCCCC.js']);
    expect(readFileSync(path.join(scene.volume, 'files/main-AAAAAAAA.js'), 'utf-8')).toBe('main-AAAAAAAA.js of A\n');
  });

  test('are those of as many releases as shall be kept, and of the one in service', () => {
    const scene = new Scene(shell, 2);
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      scene.deploy(name, `main-${name.repeat(8)}.js`, 'common-XXXXXXXX.js');
    }
    expect(scene.files).toEqual(['common-XXXXXXXX.js', 'main-CCCCCCCC.js', 'main-DDDDDDDD.js', 'main-EEEEEEEE.js']);
    expect(readdirSync(scene.listsFolder)).toHaveLength(3);
  });

  test('are kept from the end of their service on, however long that was', () => {
    const scene = new Scene(shell);
    scene.deploy('A');
    scene.wait(10 * MAX_AGE);
    scene.deploy('B');
    scene.wait(MAX_AGE - 100);
    scene.deploy('C');
    expect(scene.files).toEqual(['main-AAAAAAAA.js', 'main-BBBBBBBB.js', 'main-CCCCCCCC.js']);
    scene.wait(200);
    scene.deploy('D');
    expect(scene.files).toEqual(['main-BBBBBBBB.js', 'main-CCCCCCCC.js', 'main-DDDDDDDD.js']);
  });

  test('do not become younger when a container is started again', () => {
    const scene = new Scene(shell);
    scene.deploy('A');
    const current = scene.deploy('B');
    scene.wait(MAX_AGE - 100);
    expect(scene.start(current)).toEqual(WELL);
    expect(scene.files).toContain('main-AAAAAAAA.js');
    scene.wait(200);
    expect(scene.start(current)).toEqual(WELL);
    expect(scene.files).toEqual(['main-BBBBBBBB.js']);
  });

  test('are those of a release that was taken back, too', () => {
    const scene = new Scene(shell);
    const first = scene.deploy('A');
    scene.deploy('B');
    scene.wait(2 * MAX_AGE);
    expect(scene.start(first)).toEqual(WELL);
    scene.wait(MAX_AGE - 100);
    scene.deploy('C');
    expect(scene.files).toEqual(['main-AAAAAAAA.js', 'main-BBBBBBBB.js', 'main-CCCCCCCC.js']);
  });

  test('are kept with their compressed forms, and go with them', () => {
    const scene = new Scene(shell, 1);
    const file = 'main-AAAAAAAA.js';
    scene.deploy('A', file, `${file}.br`, `${file}.gz`, `${file}.zst`, 'main.js', 'main.js.gz');
    scene.deploy('B');
    expect(scene.files).toEqual([file, `${file}.br`, `${file}.gz`, `${file}.zst`, 'main-BBBBBBBB.js']);
    scene.deploy('C');
    expect(scene.files).toEqual(['main-BBBBBBBB.js', 'main-CCCCCCCC.js']);
  });

  test('are kept in their folders, which go with the last of them', () => {
    const scene = new Scene(shell, 1);
    scene.deploy('A', 'pt-BR/deep/main-AAAAAAAA.js', 'en/main-AAAAAAAA.js');
    scene.deploy('B', 'en/main-BBBBBBBB.js');
    expect(scene.files).toEqual(['en/main-AAAAAAAA.js', 'en/main-BBBBBBBB.js', 'pt-BR/deep/main-AAAAAAAA.js']);
    scene.deploy('C', 'en/main-CCCCCCCC.js');
    expect(readdirSync(path.join(scene.volume, 'files'))).toEqual(['en']);
  });

  test('have the names that they had', () => {
    const scene = new Scene(shell, 1);
    const names = [' a  b -AAAAAAAA.js', '$(a) `b` "c" \'d\'-AAAAAAAA.js', '-n-AAAAAAAA.js', 'a\\n*?-AAAAAAAA.js', 'ação-AAAAAAAA.js'];
    scene.deploy('A', ...names);
    scene.deploy('B');
    expect(scene.files).toEqual([...names, 'main-BBBBBBBB.js'].sort());
    scene.deploy('C');
    expect(scene.files).toEqual(['main-BBBBBBBB.js', 'main-CCCCCCCC.js']);
  });

  test('have the times that they had, so that their ETags are the same', () => {
    const scene = new Scene(shell);
    scene.deploy('A');
    expect(statSync(path.join(scene.volume, 'files/main-AAAAAAAA.js')).mtimeMs).toBe(1_500_000_000_000);
  });

  test('are not copied again', () => {
    const scene = new Scene(shell);
    const image = scene.deploy('A');
    const { ino } = statSync(path.join(scene.volume, 'files/main-AAAAAAAA.js'));
    expect(scene.start(image)).toEqual(WELL);
    expect(statSync(path.join(scene.volume, 'files/main-AAAAAAAA.js')).ino).toBe(ino);
  });

  test('may be none', () => {
    const scene = new Scene(shell);
    scene.deploy('A');
    scene.deploy('B', 'main.js');
    scene.deploy('C', 'main.js', 'other.js');
    expect(scene.files).toEqual(['main-AAAAAAAA.js']);
  });

  test('are whole if containers of several releases start at the same time', async () => {
    const scene = new Scene(shell, 3);
    const names = ['A', 'B', 'C'];
    const filesOf = (name: string) => Array.from({ length: 50 }, (_, i) => `${i % 5}/chunk${i}-${name.repeat(8)}.js`);
    const images = names.map((name) => scene.image(name, ...filesOf(name)));
    const outcomes = await Promise.all([...images, ...images].map((image) => scene.startMeanwhile(image)));
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 0, said: '' })));
    expect(scene.files).toEqual(names.flatMap(filesOf).sort());
    for (const name of names) {
      for (const file of filesOf(name)) {
        expect(readFileSync(path.join(scene.volume, 'files', file), 'utf-8')).toBe(`${file} of ${name}\n`);
      }
    }
    expect(scene.others.sort()).toEqual([...readdirSync(scene.listsFolder).map((list) => `lists/${list}`), 'lock']);
  }, 30_000);

  test('are cleared of what a start that was killed has left', () => {
    const scene = new Scene(shell);
    scene.deploy('A');
    mkdirSync(path.join(scene.volume, 'new/pt-BR'), { recursive: true });
    mkdirSync(path.join(scene.volume, 'files/empty'));
    for (const file of ['new/pt-BR/main-XXXXXXXX.js', 'lists/.new', 'files/half-XXXXXXXX.js']) {
      writeFileSync(path.join(scene.volume, file), 'half');
    }
    scene.deploy('B');
    expect(scene.files).toEqual(['main-AAAAAAAA.js', 'main-BBBBBBBB.js']);
    expect(readdirSync(path.join(scene.volume, 'files'))).toHaveLength(2);
    expect(scene.others).toEqual([expect.stringMatching(/^lists\/[0-9a-f]{64}$/), expect.stringMatching(/^lists\/[0-9a-f]{64}$/), 'lock']);
  });

  test('are completed after a start that was killed', () => {
    const scene = new Scene(shell);
    const image = scene.deploy('A', 'a-AAAAAAAA.js', 'b-AAAAAAAA.js');
    rmSync(path.join(scene.volume, 'files/b-AAAAAAAA.js'));
    expect(scene.start(image)).toEqual(WELL);
    expect(scene.files).toEqual(['a-AAAAAAAA.js', 'b-AAAAAAAA.js']);
  });
});

describe.each(SHELLS)('nginx starts without files of earlier releases, with $name,', (shell) => {
  const said = (reason: string) => ({ status: 0, stdout: '', stderr: `before-start.sh: files of earlier releases are not kept: ${reason}\n` });

  test('if there is no volume', () => {
    const scene = new Scene(shell);
    const image = scene.image('A');
    // below a file nobody can write, not even root
    const folder = path.join(image, 'hashed-files/volume');
    writeFileSync(path.join(image, 'facts'), scene.facts(image, folder));
    expect(scene.start(image)).toEqual(said(`${folder} cannot be written by user ${process.getuid!()} (is a volume mounted there?)`));
  });

  test('if a tool fails: its reason is told', () => {
    const scene = new Scene(shell);
    scene.deploy('A');
    const image = scene.image('B');
    rmSync(path.join(image, 'hashed-files'));
    const { stderr, ...rest } = scene.start(image);
    expect({ ...rest, stderr }).toEqual(said(stderr.slice(stderr.indexOf('cp: '), -1)));
    expect(stderr).toContain('No such file or directory');
    expect(scene.files).toEqual(['main-AAAAAAAA.js']);
  });
});

describe.each(SHELLS)('a frontend whose containers have a volume each, with $name', (shell) => {
  const PEERS = { FRONTEND_PEERS: 'frontend-pods:8080' };

  /** Programs of a network in which the volumes of other scenes are at these addresses; any other address refuses. */
  function network(answer: { [address: string]: Scene | undefined }) {
    const served = Object.entries(answer).map(([address, scene]) => `*//${address}:8081/releases.tar) cp '${scene?.volume ?? '/nowhere'}/releases.tar' "$file" ;;`);
    return programs({
      getent: `[ "$1 $2" = 'ahosts frontend-pods' ] && printf '%s STREAM\\n' ${Object.keys(answer).join(' ')}`,
      sleep: 'if [ "$1" = 35 ]; then exit 1; fi; exec /bin/sleep "$1"',
      wget: `while [ $# -gt 1 ]; do if [ "$1" = -O ]; then file=$2; fi; shift; done\ncase $1 in ${served.join('\n')} *) exit 1 ;; esac`,
    });
  }

  const start = (image: string, answer: { [address: string]: Scene | undefined } = {}) =>
    run(shell, path.join(image, 'facts'), PEERS, network(answer));

  /** A container of a release that has been in service for some seconds. */
  function inService(name: string, answer: { [address: string]: Scene | undefined } = {}) {
    const scene = new Scene(shell);
    expect(start(scene.image(name, `main-${name.repeat(8)}.js`), answer)).toEqual(WELL);
    scene.wait(5);
    return scene;
  }

  test('has the files of the releases before it, from the one that keeps the most', () => {
    const first = inService('A');
    const second = inService('B', { '10.0.0.1': first });
    const third = inService('C', { '10.0.0.9': undefined, '10.0.0.1': first, '10.0.0.2': second });
    expect(third.files).toEqual(['main-AAAAAAAA.js', 'main-BBBBBBBB.js', 'main-CCCCCCCC.js']);
    expect(third.others.filter((file) => !file.startsWith('lists/'))).toEqual(['lock', 'releases.tar', 'unknown']);
  });

  test('has its own where nobody answers, or what comes is no archive', () => {
    const broken = inService('A');
    writeFileSync(path.join(broken.volume, 'releases.tar'), 'no archive');
    expect(inService('B', { '10.0.0.1': broken, '10.0.0.2': undefined }).files).toEqual(['main-BBBBBBBB.js']);
  });

  test('asks nobody when it is started again', () => {
    const [first, second] = [inService('A'), inService('B')];
    expect(start(second.image('B', 'main-BBBBBBBB.js'), { '10.0.0.1': first })).toEqual(WELL);
    expect(second.files).toEqual(['main-BBBBBBBB.js']);
  });

  test('counts what it has taken by its age, as if it had been there', () => {
    const first = inService('A');
    first.wait(MAX_AGE + 10);
    // in service for longer than files are kept: its age begins now
    const second = inService('B', { '10.0.0.1': first });
    expect(second.files).toEqual(['main-AAAAAAAA.js', 'main-BBBBBBBB.js']);
    second.wait(MAX_AGE + 10);
    const archive = path.join(second.volume, 'releases.tar');
    expect(spawnSync('tar', ['-cf', archive, 'files', 'lists'], { cwd: second.volume }).status).toBe(0);
    expect(inService('C', { '10.0.0.2': second }).files).toEqual(['main-BBBBBBBB.js', 'main-CCCCCCCC.js']);
  });

  test('gets requests at once, unless it is the first of a release, of whom the others do not know yet', () => {
    const isReady = (scene: Scene, name: string, answer: { [address: string]: Scene | undefined } = {}) => {
      const image = scene.image(name, `main-${name.repeat(8)}.js`);
      expect(start(image, answer)).toEqual(WELL);
      scene.wait(5);
      return existsSync(path.join(image, 'nginx/ready'));
    };
    const [first, second, third, fourth] = [1, 2, 3, 4].map(() => new Scene(shell));
    expect(isReady(first, 'A')).toBe(true);
    expect(isReady(second, 'A', { '10.0.0.1': first })).toBe(true);
    expect(isReady(third, 'B', { '10.0.0.1': first })).toBe(false);
    // killed before they could know
    expect(isReady(third, 'B', { '10.0.0.1': first })).toBe(false);
    expect(isReady(fourth, 'B', { '10.0.0.1': first, '10.0.0.3': third })).toBe(true);
  });

  test('tells nginx whom to ask, and to serve what others take, to nobody else', () => {
    const scene = new Scene(shell);
    const image = scene.image('A', 'main-AAAAAAAA.js');
    const services = () => readFileSync(path.join(image, 'nginx/services.conf'), 'utf-8');
    expect(scene.start(image)).toEqual(WELL);
    expect(services()).toContain('map "" $peers {\n    default "";\n}\n');
    expect(services()).not.toContain('server {');
    expect(start(image)).toEqual(WELL);
    expect(services()).toContain('map $http_x_from_peer $peers {\n    default "";\n    "" "frontend-pods:8080";\n}\n');
    expect(services()).toContain(`location = /releases.tar {\n        root ${scene.volume};\n`);
  });

  test('does not start with an address that is none', () => {
    const scene = new Scene(shell);
    const { status, stderr } = run(shell, path.join(scene.image('A'), 'facts'), { FRONTEND_PEERS: 'a; b:1' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('FRONTEND_PEERS is "a; b:1", allowed are a name and a port')]);
  });
});

describe('nginx starts without files of earlier releases', () => {
  test('if the volume is full, and what was copied is taken away', () => {
    const scene = new Scene(SH);
    scene.deploy('A');
    const image = scene.image('B', 'main-BBBBBBBB.js');
    const full = programs({ cp: 'case $* in *--parents*) /bin/cp "$@"; echo "cp: No space left on device" >&2; exit 1 ;; *) exec /bin/cp "$@" ;; esac' });
    expect(scene.start(image, full).stderr).toBe('before-start.sh: files of earlier releases are not kept: cp: No space left on device\n');
    expect(scene.files).toEqual(['main-AAAAAAAA.js']);
    expect(existsSync(path.join(scene.volume, 'new'))).toBe(false);
    expect(scene.start(image)).toEqual(WELL);
    expect(scene.files).toEqual(['main-AAAAAAAA.js', 'main-BBBBBBBB.js']);
  });

  test('if another container has the lock for half a minute', () => {
    const scene = new Scene(SH);
    const image = scene.image('A', 'main-AAAAAAAA.js');
    const slept = path.join(image, 'slept');
    const busy = programs({ flock: 'exit 1', sleep: `echo "$1" >> '${slept}'` });
    expect(scene.start(image, busy)).toEqual({
      status: 0,
      stdout: '',
      stderr: `before-start.sh: files of earlier releases are not kept: ${scene.volume}/lock has been locked by another container for 30 seconds\n`,
    });
    expect(readFileSync(slept, 'utf-8')).toBe('1\n'.repeat(30));
    expect(scene.files).toEqual([]);
  });
});

test('a start with thousands of files and nothing to do takes less than a second', () => {
  const scene = new Scene(SH);
  const files = Array.from({ length: 2000 }, (_, i) => `${i % 4}/chunk${i}-AAAAAAAA.js`);
  const image = scene.deploy('A', ...files, ...files.map((file) => `${file}.gz`));
  const before = Date.now();
  expect(scene.start(image)).toEqual(WELL);
  expect(Date.now() - before).toBeLessThan(1000);
  expect(scene.files).toHaveLength(4000);
});

describe.each(SHELLS)('the application\'s configuration, with $name,', (shell) => {
  const TEXT: RuntimeConfigValue = { key: 'apiUrl', variable: 'API_URL', type: 'text' };
  const NUMBER: RuntimeConfigValue = { key: 'pageSize', variable: 'PAGE_SIZE', type: 'number' };
  const BOOLEAN: RuntimeConfigValue = { key: 'beta', variable: 'BETA', type: 'boolean' };

  /** The file that is written, and what is said. */
  function configured(values: RuntimeConfigValue[], variables: { [name: string]: string }) {
    const folder = emptyFolder();
    const facts = path.join(emptyFolder(), 'facts');
    writeFileSync(facts, factsIn(path.dirname(facts), { runtimeConfig: { file: `${folder}/config.json`, values } }));
    const outcome = run(shell, facts, variables);
    return { ...outcome, folder, text: existsSync(`${folder}/config.json`) ? readFileSync(`${folder}/config.json`, 'utf-8') : undefined };
  }

  test('has its values in the given order', () => {
    const { folder, text, ...outcome } = configured([NUMBER, TEXT, BOOLEAN], { API_URL: 'https://api.example.com/', PAGE_SIZE: '20', BETA: 'true' });
    expect(text).toBe('{\n  "pageSize": 20,\n  "apiUrl": "https://api.example.com/",\n  "beta": true\n}\n');
    expect(outcome).toEqual(WELL);
    expect(readdirSync(folder)).toEqual(['config.json']);
    expect((statSync(path.join(folder, 'config.json')).mode % 0o1000).toString(8)).toBe('644');
  });

  test.each(['a "b" \\c\\ \\n', 'a\nb\r\n\tc\n', 'ação 日本 😀', '$(a) `b` \'c\' & %s %d', '</script>', '0010', ' 1 ', '\u007f', 'a'.repeat(20_000)])('has a text as it is: %j', (value) => {
    expect(JSON.parse(configured([TEXT], { API_URL: value }).text!)).toEqual({ apiUrl: value });
  });

  test('has every control character as it is', () => {
    const value = String.fromCharCode(...Array.from({ length: 31 }, (_, i) => i + 1));
    expect(JSON.parse(configured([TEXT], { API_URL: value }).text!)).toEqual({ apiUrl: value });
  });

  test.each(['0', '-1', '10', '0.5', '1e3', '-1.25E-10', '12345678901234567890'])('has a number as it is: %s', (value) => {
    expect(configured([NUMBER], { PAGE_SIZE: value }).text).toBe(`{\n  "pageSize": ${value}\n}\n`);
  });

  test.each<[string, { [name: string]: string }]>([['unset', {}], ['empty', { API_URL: '', PAGE_SIZE: '', BETA: '' }]])('has no value that is %s', (_, variables) => {
    expect(JSON.parse(configured([TEXT, NUMBER, BOOLEAN], variables).text!)).toEqual({ apiUrl: '', pageSize: null, beta: null });
  });

  test.each(['01', '1.', '.5', '+1', '0x10', 'NaN', ' 1', '1\n', '1,5', '1 2', '--1'])('is refused with the number %j', (value) => {
    const { status, stderr, folder } = configured([NUMBER], { PAGE_SIZE: value });
    expect([status, stderr]).toEqual([1, `before-start.sh: "pageSize" of the configuration is "${value}" (PAGE_SIZE), allowed is a number as JSON writes it, such as 10, -1 or 0.5: correct what sets it, or leave it empty for null\n`]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['True', 'yes', '1', 'true '])('is refused with the boolean %j', (value) => {
    const { status, stderr, folder } = configured([BOOLEAN], { BETA: value });
    expect([status, stderr]).toEqual([1, `before-start.sh: "beta" of the configuration is "${value}" (BETA), allowed is true or false: correct what sets it, or leave it empty for null\n`]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is refused with all that is wrong', () => {
    expect(configured([NUMBER, BOOLEAN, TEXT], { PAGE_SIZE: 'a', BETA: 'b' }).stderr.match(/is "."/g)).toEqual(['is "a"', 'is "b"']);
  });
});

test('a container whose configuration is refused does not count as a release', () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'facts'), factsIn(folder, {
    retention: { releases: 1, maxAge: Duration.days(1), folder: `${folder}/volume`, root: folder, list: `${folder}/hashed-files` },
    runtimeConfig: { file: `${folder}/config.json`, values: [{ key: 'beta', variable: 'BETA', type: 'boolean' }] },
  }));
  expect(run(SH, path.join(folder, 'facts'), { BETA: 'maybe' }).status).toBe(1);
  expect(existsSync(path.join(folder, 'volume'))).toBe(false);
});

describe.each(SHELLS)('what nginx has to know of the container, with $name,', (shell) => {
  const COMPOSE = 'nameserver 127.0.0.11\noptions ndots:0\n';
  const KUBERNETES = 'search crm.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
  const LOOPBACK = '00000000000000000000000000000001 01 80 10 80       lo\nfe800000000000000000000000000001 02 40 20 80     eth0\n';
  const GLOBAL = `${LOOPBACK}fd000000000000000000000000000002 02 40 00 80     eth0\n`;
  const ROUTE: NginxRoute = { path: '/api', host: 'backend', port: 8000 };

  interface Container {
    readonly resolvConf?: string;
    /** The kernel's list of IPv6 addresses; `undefined` where it has no IPv6. */
    readonly inet6?: string;
    readonly tls?: boolean;
    readonly nginxVersion?: string;
    readonly routes?: NginxRoute[];
  }

  /** What is included, by the names of the files. */
  function included({ resolvConf = COMPOSE, inet6, tls, nginxVersion, routes = [ROUTE] }: Container): { [file: string]: string } {
    const folder = emptyFolder();
    const files = { resolvConf: path.join(folder, 'resolv.conf'), inet6: path.join(folder, 'if_inet6') };
    const nginx = new NginxConfig({
      startFolder: `${folder}/nginx`, routes, nginxVersion, tls: tls ? { certificate: '/a', key: '/b' } : undefined,
    });
    writeFileSync(files.resolvConf, resolvConf);
    if (inet6 !== undefined) {
      writeFileSync(files.inet6, inet6);
    }
    writeFileSync(path.join(folder, 'facts'), `${factsIn(folder, {}, nginx)}resolv_conf='${files.resolvConf}'\nif_inet6='${files.inet6}'\n`);
    expect(run(shell, path.join(folder, 'facts'))).toEqual(WELL);
    return Object.fromEntries(readdirSync(`${folder}/nginx`).map((file) => [file, readFileSync(path.join(folder, 'nginx', file), 'utf-8')]));
  }

  const services = (container: Container) => included(container)['services.conf'];
  const resolver = (resolvConf: string, inet6?: string) => /^resolver (.*) valid=5s(.*);$/m.exec(services({ resolvConf, inet6 }))!.slice(1);
  const suffix = (resolvConf: string) => /default "(.*)";/.exec(services({ resolvConf }))![1];

  test('is that it listens on IPv6 where there is any', () => {
    expect(included({ inet6: LOOPBACK, tls: true })).toMatchObject({ 'listen-8080.conf': 'listen [::]:8080;\n', 'listen-8443.conf': 'listen [::]:8443 ssl;\n' });
    expect(included({ tls: true })).toMatchObject({ 'listen-8080.conf': '', 'listen-8443.conf': '' });
    expect(Object.keys(included({}))).toEqual(['listen-8080.conf', 'services.conf']);
  });

  test('is whom the container asks for addresses: all of them', () => {
    expect(resolver(COMPOSE)[0]).toBe('127.0.0.11');
    expect(resolver('# a comment\nnameserver 10.0.0.1\n; another\nnameserver\t2001:db8::53\nnameserver 10.0.0.2')[0]).toBe('10.0.0.1 [2001:db8::53] 10.0.0.2');
  });

  test('is whom programs ask where nobody is named, or only by an interface of its own', () => {
    expect(resolver('')[0]).toBe('127.0.0.1');
    expect(resolver('nameserver fe80::1%eth0\n')[0]).toBe('127.0.0.1');
  });

  test.each([['no IPv6', undefined, ' ipv6=off'], ['its own network card', LOOPBACK, ' ipv6=off'], ['others', GLOBAL, '']])(
    'is whether it reaches services over IPv6: %s', (_, inet6, expected) => {
      expect(resolver(COMPOSE, inet6)[1]).toBe(expected);
    });

  test('is the search domain of services in Kubernetes', () => {
    expect(suffix(KUBERNETES)).toBe('.crm.svc.cluster.local');
    expect(suffix('nameserver fd00::a\nsearch corp.example.com crm-2.svc.k8s.example.com. svc.k8s.example.com')).toBe('.crm-2.svc.k8s.example.com');
    expect(suffix(`search old.svc.cluster.local\n${KUBERNETES}`)).toBe('.crm.svc.cluster.local');
  });

  test.each([
    ['an engine\'s', COMPOSE], ['a company\'s', 'nameserver 127.0.0.11\nsearch example.com svc.example.com\n'],
    ['none', 'nameserver 10.96.0.10\n'], ['of a host in a cluster', KUBERNETES.replace('10.96.0.10', '127.0.0.11')],
    ['hostile', 'nameserver 10.96.0.10\nsearch a";b.svc.cluster.local\n'],
  ])('is no other search domain: %s', (_, resolvConf) => {
    expect(suffix(resolvConf)).toBe('');
  });

  test('is each service that it can follow to another address, by its whole name', () => {
    const container = { resolvConf: KUBERNETES, nginxVersion: '1.28', routes: [ROUTE, { ...ROUTE, path: '/ws' }, { path: '/events', host: 'events', port: 9000 }] };
    expect(services(container)).toContain(`\
upstream backend_8000 {
    zone backend_8000 64k;
    server backend.crm.svc.cluster.local:8000 resolve max_fails=0;
    keepalive 16;
}
`);
    expect(services(container).match(/^upstream .* \{$/gm)).toEqual(['upstream backend_8000 {', 'upstream events_9000 {']);
    expect(services({ ...container, nginxVersion: '1.26' })).not.toContain('upstream');
  });

  test('is there after each start', () => {
    const image = emptyFolder();
    writeFileSync(path.join(image, 'facts'), factsIn(image, {}));
    expect([1, 2].map(() => run(shell, path.join(image, 'facts')))).toEqual([WELL, WELL]);
    expect(readdirSync(path.join(image, 'nginx'))).toEqual(['listen-8080.conf', 'services.conf']);
  });
});

test('a reason is not hidden by what BusyBox says about owners', () => {
  const scene = new Scene(SH);
  const image = scene.image('A', 'main-AAAAAAAA.js');
  const said = 'echo "cp: write error: No space left on device" >&2; echo "cp: can\'t preserve ownership of \'x\': Operation not permitted" >&2';
  const full = programs({ cp: `case $* in *--parents*) ${said}; exit 1 ;; *) exec /bin/cp "$@" ;; esac` });
  expect(scene.start(image, full).stderr).toBe('before-start.sh: files of earlier releases are not kept: cp: write error: No space left on device\n');
});

/** Facts of an image whose nginx finds in its folder what it includes. */
function factsIn(image: string, facts: Omit<BeforeStartFacts, 'nginx'>, nginx = new NginxConfig({ startFolder: `${image}/nginx` })): string {
  return beforeStartFacts({ nginx, ...facts });
}

function run(shell: Shell, facts: string, variables: { [name: string]: string } = {}, standIns?: string) {
  const [command, ...args] = shell.name.split(' ');
  const env = { ...variables, PATH: standIns ? `${standIns}:${shell.path}` : shell.path };
  const { status, stdout, stderr } = spawnSync(command, [...args, PROGRAM, facts], { env, encoding: 'utf-8' });
  return { status, stdout, stderr };
}

function programAt(name: string): string | undefined {
  return process.env.PATH!.split(path.delimiter).map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** A folder of all programs that BusyBox has. */
function appletsOf(program: string): string {
  const folder = emptyFolder();
  for (const applet of spawnSync(program, ['--list'], { encoding: 'utf-8' }).stdout.trim().split('\n')) {
    writeFileSync(path.join(folder, applet), `#!/bin/sh\nexec '${program}' ${applet} "$@"\n`, { mode: 0o755 });
  }
  return folder;
}

/** A folder of programs, given as lines of shell. */
function programs(lines: { [name: string]: string }): string {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(lines)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return folder;
}

function filesBelow(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((file) => statSync(path.join(folder, file)).isFile()).sort();
}
