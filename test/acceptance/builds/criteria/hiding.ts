import { createHash, randomBytes } from 'crypto';
import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { gunzipSync } from 'zlib';
import { run, succeed } from '../../command';
import { useLibrary } from '../../library';
import { Sandbox } from '../../sandbox';

const PROJENRC = `import { Project } from 'projen';
import { BackendService, ContainerStack, SpaNginxFrontend } from 'projen-container-stack';

const project = new Project({ name: 'hidden' });
const stack = new ContainerStack(project, 'builds-hidden', { production: { publishedOn: '127.0.0.1' } });
new BackendService(stack, 'backend', { app: 'app.main:app', path: 'services/api', context: '.', buildPackages: [], buildSecrets: ['INDEX_TOKEN'] });
new SpaNginxFrontend(stack, 'frontend', { buildSecrets: ['NPM_TOKEN'] });
project.synth();
`;

/** What the installation of packages gets to see: it fails if it does not get the secret. */
const pythonPackage = (hash: string) => `import hashlib, os, zipfile
FOUND_IN_LAYERS = "yes"
def build_wheel(folder, config_settings=None, metadata_directory=None):
    assert hashlib.sha256(os.environ["INDEX_TOKEN"].encode()).hexdigest() == "${hash}", "no secret"
    name = "shared-1-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("shared.py", "")
        wheel.writestr("shared-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: shared\\nVersion: 1\\n")
        wheel.writestr("shared-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("shared-1.dist-info/RECORD", "")
    return name
`;
const nodeProgram = (hash: string) => `import { createHash } from 'crypto';
// FOUND_IN_LAYERS = "yes"
if (createHash('sha256').update(process.env.NPM_TOKEN ?? '').digest('hex') !== '${hash}') {
  throw new Error('no secret');
}
`;
const MANIFEST = { name: 'hidden', version: '1.0.0', scripts: { preinstall: 'node check.mjs', build: 'mkdir dist && cp index.html dist/', dev: 'true' } };
const LOCK = { name: 'hidden', version: '1.0.0', lockfileVersion: 3, requires: true, packages: { '': { name: 'hidden', version: '1.0.0', hasInstallScript: true } } };

/** The caches that package managers keep from build to build, as they are mounted. */
const CACHES = ['/root/.cache/pip', '/root/.npm'];

/** Secrets of a build: what installs packages has them, and nobody after it. */
export function hiding(): void {
  let sandbox: Sandbox;
  const secrets = { INDEX_TOKEN: randomBytes(20).toString('hex'), NPM_TOKEN: randomBytes(20).toString('hex') };
  const hashOf = (value: string) => createHash('sha256').update(value).digest('hex');
  const images: string[] = [];

  beforeAll(async () => {
    sandbox = new Sandbox('hidden');
    const files = {
      '.projenrc.ts': PROJENRC,
      'services/api/requirements.txt': '-r requirements/all.txt\n',
      'services/api/requirements/all.txt': '../../libs/shared\n',
      'services/api/app/main.py': 'FOUND_IN_LAYERS = "yes"\n',
      'libs/shared/pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "builder"\nbackend-path = ["."]\n',
      'libs/shared/builder.py': pythonPackage(hashOf(secrets.INDEX_TOKEN)),
      'frontend/package.json': JSON.stringify(MANIFEST),
      'frontend/package-lock.json': JSON.stringify(LOCK),
      'frontend/check.mjs': nodeProgram(hashOf(secrets.NPM_TOKEN)),
      'frontend/index.html': '<!doctype html><title>FOUND_IN_LAYERS = "yes"</title>\n',
    };
    Object.entries(files).forEach(([file, text]) => sandbox.write(file, text));
    await useLibrary(sandbox);
    await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 120, env: { PROJEN_DISABLE_POST: '1' } });
    const settings = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`).join('');
    sandbox.write('.env', settings, 0o600);
    sandbox.write('.env.prod', settings, 0o600);
  });

  afterAll(async () => {
    await run(['docker', 'image', 'rm', '--force', ...images]);
    sandbox.remove();
  });

  test.each([['docker-compose.yml', '.env'], ['docker-compose.prod.yml', '.env.prod']])('of %s are in no layer', async (file, envFile) => {
    const compose = (...argv: string[]) => sandbox.succeed(
      ['docker', 'compose', '--file', file, '--env-file', envFile, ...argv], { timeoutSeconds: 300, env: { RELEASE: '1' } },
    );
    await compose('build');
    const built = (await compose('config', '--images')).stdout.trim().split('\n').filter((name) => name.startsWith('builds-hidden-'));
    images.push(...built);
    expect(built).toHaveLength(2);
    for (const image of built) {
      const folder = sandbox.folderOfUser(image.replace(/\W/g, '-'));
      await succeed(['sh', '-c', `docker save ${image} | tar --extract --directory ${folder}`], { timeoutSeconds: 300 });
      const texts = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
        .map((each) => readFileSync(path.join(each.parentPath, each.name)))
        .map((bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
      // what is in a layer is found
      expect([image, texts.some((text) => text.includes('FOUND_IN_LAYERS'))]).toEqual([image, true]);
      for (const [name, value] of Object.entries(secrets)) {
        expect([image, name, texts.some((text) => text.includes(value))]).toEqual([image, name, false]);
      }
    }
  }, 400_000);

  test('are in no cache that is kept from build to build', async () => {
    const mounts = CACHES.map((folder) => `--mount=type=cache,target=${folder}`).join(' ');
    for (const [name, value] of Object.entries(secrets)) {
      const search = `! grep -rqF "$(cat /run/secrets/value)" ${CACHES.join(' ')}`;
      sandbox.write('search.Dockerfile', `FROM python:3.11-slim\nRUN --mount=type=secret,id=value,required=true ${mounts} ${search}\n`);
      const outcome = await sandbox.run(
        ['docker', 'build', '--no-cache', '--file', 'search.Dockerfile', '--secret', 'id=value,env=SEARCHED', '--output', 'type=cacheonly', '.'],
        { timeoutSeconds: 300, env: { SEARCHED: value } },
      );
      expect([name, outcome.code, outcome.code === 0 ? '' : outcome.output.slice(-500)]).toEqual([name, 0, '']);
    }
  }, 300_000);
}
