import { readdirSync } from 'fs';
import * as path from 'path';
import { useLibrary } from '../../library';
import { Sandbox } from '../../sandbox';

const PROJENRC = `import { javascript } from 'projen';
import { BackendService, ContainerStack, EdgeProxy, EdgeTls, SpaNginxFrontend } from 'projen-container-stack';

const project = new javascript.NodeProject({
  name: 'whole', defaultReleaseBranch: 'main', jest: false, package: false, projenrcJs: false,
});
const stack = new ContainerStack(project, 'builds-whole');
stack.addReleases(stack.addEnvironment('staging', { internalPorts: false }));
new BackendService(stack, 'backend', { app: 'app.main:app', path: '.' });
const frontend = new SpaNginxFrontend(stack, 'frontend', { outputPath: 'dist' });
new EdgeProxy(stack, 'edge', { frontend, tls: EdgeTls.files() });
// nothing is installed
project.package.installDependencies = () => undefined;
project.synth();
`;

/** What must not leave the machine, one of each kind. */
const PRIVATE = [
  '.env', '.env.local', '.env.prod', '.env.prod.backup', '.env.staging', 'secrets/SECRET_KEY', 'secrets/more/DATABASE_URL',
  'backups/mongodb-20260101T000000Z.archive.gz', '.releases/current', '.releases/1/docker-compose.yml', '.releases-staging/current',
  'ssl/fullchain.pem', 'ssl/privkey.pem', 'ssl/privkey-2025.pem', 'ssl/ca-key.pem',
];
const SOURCE = 'app/main.py';

/** A backend whose sources are the whole repository. */
export function leavingOut(): void {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = new Sandbox('whole');
    [...PRIVATE, SOURCE].forEach((file) => sandbox.write(file, 'content\n'));
    sandbox.write('.projenrc.ts', PROJENRC);
    await useLibrary(sandbox);
    await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 120, env: { PROJEN_DISABLE_POST: '1' } });
    await sandbox.succeed(['git', 'init', '--quiet']);
  });

  afterAll(() => sandbox.remove());

  test('the engine does not get what is private', async () => {
    // with the ignore file of the backend, all that the engine gets
    sandbox.write('all.Dockerfile', 'FROM scratch\nCOPY . /\n');
    const got = sandbox.folderOfUser('got');
    await sandbox.succeed(['docker', 'build', '--quiet', '--file', 'all.Dockerfile', '--output', `type=local,dest=${got}`, '.']);
    const files = readdirSync(got, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
      .map((each) => path.relative(got, path.join(each.parentPath, each.name)));
    expect(files).toContain(SOURCE);
    expect(PRIVATE.filter((file) => files.includes(file))).toEqual([]);
  });

  test('git does not either', async () => {
    const { stdout } = await sandbox.succeed(['git', 'check-ignore', ...PRIVATE]);
    expect(stdout.trim().split('\n')).toEqual(PRIVATE);
  });

  test('a package of npm does not either', async () => {
    const { stdout } = await sandbox.succeed(['npm', 'pack', '--dry-run', '--json', '--ignore-scripts']);
    const packed = JSON.parse(stdout)[0].files.map((file: { path: string }) => file.path);
    expect(packed).toContain(SOURCE);
    expect(PRIVATE.filter((file) => packed.includes(file))).toEqual([]);
  });
}
