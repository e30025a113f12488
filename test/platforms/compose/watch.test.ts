import { DockerfileTemplate } from '../../../src/assertions';
import { Environment, SourceSync, StackProps, Weakness } from '../../../src/model';
import { ComposeTarget, DevContainer, DevelopmentScript } from '../../../src/platforms';
import { BackendService, CeleryWorker, NodeServerFrontend, RedisService, SpaNginxFrontend } from '../../../src/services';
import { composeService, composeTemplate } from '../../fixtures/compose';
import { emptyStack, synthesized } from '../../fixtures/stack';

const WATCHING: StackProps = { development: { sourceSync: SourceSync.WATCH } };

function watching(files: { [file: string]: string } = {}) {
  const stack = emptyStack(WATCHING, files);
  return new BackendService(stack, 'backend', { app: 'app.main:app', releaseCommand: ['alembic', 'upgrade', 'head'] });
}

describe('an environment whose sources are sent to its containers', () => {
  test('mounts none of them', () => {
    expect(composeService(watching()).volumes).toEqual(['backend_logs:/app/logs']);
  });

  test('sends what changes, and builds the image again for other packages', () => {
    const backend = watching({ 'backend/requirements.txt': '-r base.txt\n', 'backend/base.txt': 'fastapi\n' });
    expect(composeService(backend).develop).toEqual({
      watch: [
        { action: 'rebuild', path: './backend/requirements.txt' },
        { action: 'rebuild', path: './backend/base.txt' },
        { action: 'sync', path: './backend', target: '/app' },
      ],
    });
  });

  test('runs as the user to whom the sources in the image belong, since others could not write over them', () => {
    const backend = watching();
    expect(composeService(backend)).toMatchObject({ user: 'nobody', build: { target: 'watched' } });
    DockerfileTemplate.fromString(synthesized(backend.stack)[backend.dockerfilePath])
      .hasInstruction('watched', 'COPY', '--chown=65534:65534 . /app/');
  });

  test('has a file system that can be written to, and that is no weakness to be acknowledged', () => {
    const backend = watching();
    expect(composeService(backend)).not.toHaveProperty('read_only');
    expect(backend.stack.weaknesses.map(({ weakness }) => weakness.kind)).not.toContain(Weakness.writableRoot().kind);
  });

  test('leaves a data service as it is', () => {
    expect(composeService(new RedisService(emptyStack(WATCHING), 'redis'))).toMatchObject({ read_only: true });
  });

  test('does the same for frontends, without the packages of the machine', () => {
    const stack = emptyStack(WATCHING);
    const frontends = [new SpaNginxFrontend(stack, 'web'), new NodeServerFrontend(stack, 'site', { entryPoint: 'dist/main.js' })];
    for (const frontend of frontends) {
      expect(composeService(frontend)).toMatchObject({
        user: 'nobody',
        build: { target: 'watched' },
        develop: {
          watch: [
            { action: 'rebuild', path: `./${frontend.id}/package.json` },
            { action: 'rebuild', path: `./${frontend.id}/package-lock.json` },
            { action: 'sync', path: `./${frontend.id}`, target: '/app' },
          ],
        },
      });
      expect(composeService(frontend).volumes ?? []).not.toContain('/app/node_modules');
    }
  });

  test('says what is left out, where Compose does not read the file that says it', () => {
    const stack = emptyStack(WATCHING);
    const backend = new BackendService(stack, 'api', { app: 'api.main:app', path: 'services/api', context: '.' });
    const [, sync] = composeService(backend).develop.watch;
    expect(sync).toMatchObject({ action: 'sync', path: './.', target: '/app' });
    expect(sync.ignore).toEqual(expect.arrayContaining(['.git/', '**/node_modules/', '.env']));
  });

  test('watches what runs the image of another service, which Compose does for none that it does not build', () => {
    const backend = watching();
    const worker = new CeleryWorker(backend.stack, 'worker', { backend, app: 'app.celery', connectTo: [new RedisService(backend.stack, 'redis')] });
    expect(composeService(worker)).toMatchObject({
      image: 'conductor-backend:development', build: composeService(backend).build, develop: composeService(backend).develop,
    });
  });

  test('sends nothing to what only runs before the start', () => {
    const release = composeTemplate(watching().stack).service('backend-release');
    expect(release).toMatchObject({ image: 'conductor-backend:development', pull_policy: 'never' });
    expect(release).not.toHaveProperty('develop');
  });

  test('asks for a version of Compose that watches, and the script has the command', () => {
    const { stack } = watching();
    const { path } = new DevelopmentScript(new ComposeTarget(stack, { environment: stack.development, minDockerVersion: 24 }));
    const script = synthesized(stack)[path];
    expect(script).toContain('\nmin_compose=2.22\n');
    expect(script).toMatch(/^commands='.* watch .*'$/m);
  });

  test('has no dev container, from which nothing would come back', () => {
    const backend = watching();
    new DevContainer(new ComposeTarget(backend.stack, { environment: backend.stack.development }), { service: backend });
    expect(() => synthesized(backend.stack)).toThrow('which has no sources mounted in environment "development": without sourceSync they are');
  });
});

test('by default sources are mounted, and there is neither a command nor a stage of that kind', () => {
  const stack = emptyStack();
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app' });
  const { path } = new DevelopmentScript(new ComposeTarget(stack, { environment: stack.development }));
  const files = synthesized(stack);
  expect(files[path]).not.toContain('watch');
  expect(files[backend.dockerfilePath]).not.toContain('watched');
});

test('sources that are part of the image are sent nowhere', () => {
  expect(() => new Environment('staging', { sourceSync: SourceSync.WATCH })).toThrow(
    'environment "staging" has sourceSync "watch" and no liveReload, without which sources are part of the image: pass liveReload: true, or remove '
    + 'sourceSync',
  );
});
