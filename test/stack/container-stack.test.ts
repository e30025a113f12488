import { spawnSync } from 'child_process';
import { Node } from 'constructs';
import { Duration, Size } from '../../src/base';
import { DataServices, RestartPolicy, Stack } from '../../src/model';
import { AngularNginxFrontend, BackendService, EdgeProxy, MongoService } from '../../src/services';
import { ContainerStack, ContainerStackProps } from '../../src/stack';
import { TestService, emptyProject, filesIn, synthesized } from '../fixtures/stack';
import { programAt } from '../platforms/compose/fixture';

/** A stack with one service, in an empty project. */
function stackOf(props: ContainerStackProps = {}): ContainerStack {
  const stack = new ContainerStack(emptyProject(), 'conductor', props);
  new TestService(stack, 'thing');
  return stack;
}

/** The files that a stack writes, without those of projen and the programs of scripts. */
function written(stack: Stack): string[] {
  return Object.keys(synthesized(stack)).filter((file) => !/^\.(projen\/|git)|\/container-stack\//.test(file)).sort();
}

describe('a stack writes', () => {
  test('all that development and production need', () => {
    expect(written(stackOf())).toEqual([
      '.env.example', '.env.prod.example', 'docker-compose.prod.yml', 'docker-compose.yml', 'docs/DOCKER_SETUP.md', 'scripts/docker-dev.sh', 'scripts/docker-prod.sh',
    ]);
  });

  test('each Compose file once', () => {
    const stack = stackOf();
    expect([stack.compose.path, stack.productionCompose.path]).toEqual(['docker-compose.yml', 'docker-compose.prod.yml']);
    expect(() => stack.addCompose(stack.production, 'other.yml')).toThrow(
      'environment "production" of stack "conductor" is written to "docker-compose.prod.yml" already: write it once, or add another environment',
    );
  });

  test('nothing of another environment that is not asked for', () => {
    const stack = stackOf();
    stack.addEnvironment('staging');
    expect(written(stack).filter((file) => file.includes('staging'))).toEqual([]);
  });

  test('only the Compose file of an environment that is not released', () => {
    const stack = stackOf();
    stack.addCompose(stack.addEnvironment('demo'), 'demo.yaml');
    expect(written(stack).filter((file) => file.includes('demo'))).toEqual(['demo.yaml']);
  });

  test('the same bytes, twice', () => {
    const stack = stackOf();
    expect(synthesized(stack)).toEqual(synthesized(stack));
  });
});

test('secrets, states and backups are ignored by git, templates are not', () => {
  const lines = synthesized(stackOf())['.gitignore'].split('\n');
  expect(lines).toEqual(expect.arrayContaining(['/.env', '/.env.prod', '/secrets/', '/.releases/', '/backups/']));
  expect(lines.indexOf('!/.env.prod.example')).toBeGreaterThan(lines.lastIndexOf('/.env.prod.*'));
  expect(lines.indexOf('!/.env.*.example')).toBeGreaterThan(lines.lastIndexOf('/.env.*'));
});

describe('how releases are made', () => {
  test('is up to the stack', () => {
    const releases = {
      settle: Duration.seconds(21), watch: Duration.seconds(22), patience: Duration.minutes(5), keep: 24, leastFreeDisk: Size.mebibytes(25),
    };
    const script = synthesized(stackOf({ compose: { releases } }))['scripts/docker-prod.sh'];
    expect(script).toContain('\nleast_free_mebibytes=25\nsettle_seconds=21\nwatch_seconds=22\npatience_seconds=300\nkept_releases=24\n');
  });

  test('is refused where it does not add up, with both numbers', () => {
    const stack = stackOf({ compose: { releases: { patience: Duration.seconds(95) } } });
    new BackendService(stack, 'backend', { app: 'app.main:app' });
    expect(() => synthesized(stack)).toThrow(
      'a release of stack "conductor" waits 95s for new containers to become healthy (patience), but the health check of service "backend" may take 105s',
    );
  });

  test('is refused where it makes no sense', () => {
    expect(() => stackOf({ compose: { releases: { keep: 1 } } })).toThrow('the number of releases that are kept is 1: allowed are whole numbers from 2 to 1000');
  });
});

describe('what is different in production', () => {
  const DATABASE = { production: { dataServices: DataServices.IN_STACK } };

  test.each([[undefined, false], [DATABASE, true]])('databases run elsewhere unless they are told to run in the stack: %j', (props, runs) => {
    const stack = stackOf(props);
    new MongoService(stack, 'mongodb', { database: 'conductor' });
    const files = synthesized(stack);
    expect(/^ {2}mongodb:$/m.test(files['docker-compose.prod.yml'])).toBe(runs);
    expect(/^commands=.* backup\b/m.test(files['scripts/docker-prod.sh'])).toBe(runs);
    expect(files['docker-compose.yml']).toMatch(/^ {2}mongodb:$/m);
  });

  test('is only what is asked for', () => {
    const { production } = stackOf({ production: { restart: RestartPolicy.UNLESS_STOPPED } });
    expect(production).toMatchObject({ restart: RestartPolicy.UNLESS_STOPPED, publishedOn: '0.0.0.0', internalPorts: false, dataServices: DataServices.EXTERNAL });
  });
});

describe('releases of another environment', () => {
  const staging = () => {
    const stack = new ContainerStack(emptyProject(), 'conductor');
    const backend = new BackendService(stack, 'backend', { app: 'app.main:app', secrets: ['SECRET_KEY'] });
    new EdgeProxy(stack, 'edge', { frontend: new AngularNginxFrontend(stack, 'frontend', { app: 'crm', api: backend }) });
    const compose = stack.addReleases(stack.addEnvironment('staging', { internalPorts: false }), { keep: 7 });
    return { compose, files: synthesized(stack) };
  };

  test('have files of their own, named after it', () => {
    const { compose, files } = staging();
    expect(Object.keys(files).filter((file) => file.includes('staging')).sort()).toEqual([
      '.env.staging.example', 'docker-compose.staging.yml', 'scripts/docker-staging.sh',
    ]);
    expect(compose.path).toBe('docker-compose.staging.yml');
  });

  test('read their own files, keep their own state, and have their own options', () => {
    const script = staging().files['scripts/docker-staging.sh'];
    expect(script).toMatch(/^env_file=\.env\.staging$/m);
    expect(script).toMatch(/^compose_file=docker-compose\.staging\.yml$/m);
    expect(script).toMatch(/^state=\.releases-staging\b/m);
    expect(script).toMatch(/^kept_releases=7$/m);
  });

  test('are ignored by git where production is', () => {
    expect(staging().files['.gitignore'].split('\n')).toEqual(expect.arrayContaining(['/.env.staging', '/.releases-staging/', '/.releases/']));
  });

  const shellcheck = programAt('shellcheck');
  if (shellcheck) {
    test('have a script in which shellcheck finds nothing', () => {
      const { stdout } = spawnSync(shellcheck, ['--shell=bash', '-'], { input: staging().files['scripts/docker-staging.sh'], encoding: 'utf-8' });
      expect(stdout).toBe('');
    });
  } else {
    test.skip('SKIPPED: this machine has no shellcheck, so the script was not checked with it', () => undefined);
  }

  test('are written once', () => {
    const stack = stackOf();
    const environment = stack.addEnvironment('staging');
    stack.addReleases(environment);
    expect(() => stack.addReleases(environment)).toThrow('environment "staging" of stack "conductor" is written to "docker-compose.staging.yml" already');
    expect(() => stack.addReleases(stack.production)).toThrow('environment "production" of stack "conductor" is written to "docker-compose.prod.yml" already');
  });
});

describe('paths', () => {
  const PATHS = { docker: 'deploy', scripts: 'bin', guide: 'GUIDE.md', envFile: 'config/settings.env', secrets: 'keys' };
  const COMPOSE = { developmentFile: 'compose.yml', productionFile: 'compose.production.yml', releasesFolder: 'var/releases' };

  test('are all options', () => {
    const stack = stackOf({ paths: PATHS, compose: COMPOSE });
    new BackendService(stack, 'backend', { app: 'app.main:app', path: 'server' });
    expect(written(stack)).toEqual([
      'GUIDE.md', 'bin/docker-dev.sh', 'bin/docker-prod.sh', 'compose.production.yml', 'compose.yml', 'config/settings.env.example', 'config/settings.env.prod.example', 'deploy/backend/Dockerfile',
      'server/.dockerignore',
    ]);
  });

  test('reach the scripts', () => {
    const stack = stackOf({ paths: PATHS, compose: COMPOSE });
    const backend = new BackendService(stack, 'backend', { app: 'app.main:app', secrets: ['SECRET_KEY'] });
    stack.production.configure(backend, { secretFiles: true });
    const { 'bin/docker-prod.sh': production, 'bin/docker-dev.sh': development, '.gitignore': ignored } = synthesized(stack);
    expect(production).toMatch(/^env_file=config\/settings\.env\.prod$/m);
    expect(production).toMatch(/^state=var\/releases$/m);
    expect(production).toMatch(/^script=\.\/bin\/docker-prod\.sh$/m);
    expect(production).toContain('\nfiles=(\n  keys/SECRET_KEY\n)\n');
    expect(development).toContain('compose.yml');
    expect(ignored.split('\n')).toEqual(expect.arrayContaining(['/keys/', '/config/settings.env', '/config/settings.env.prod']));
  });
});

describe('two stacks in one project', () => {
  test('cannot write the same files', () => {
    const project = emptyProject();
    new ContainerStack(project, 'first');
    expect(() => new ContainerStack(project, 'second')).toThrow(
      'stack "second" would write "docker-compose.yml", which stack "first" writes already: give it another path (see StackPaths)',
    );
    expect(filesIn(project.outdir)).toEqual({});
  });

  test('get along where each has its own', () => {
    const project = emptyProject();
    new TestService(new ContainerStack(project, 'first'), 'thing');
    const second = new ContainerStack(project, 'second', {
      paths: {
        docker: 'second/docker',
        scripts: 'second/scripts',
        guide: 'second/GUIDE.md',
        envFile: 'second/.env',
        secrets: 'second/secrets',
      },
      compose: { developmentFile: 'second.yml', productionFile: 'second.prod.yml', releasesFolder: 'second/.releases' },
    });
    new TestService(second, 'thing');
    expect(written(second)).toEqual(expect.arrayContaining(['docker-compose.prod.yml', 'second.prod.yml', 'scripts/docker-prod.sh', 'second/scripts/docker-prod.sh']));
  });
});

test('a synthesis walks the tree of constructs as often for many services as for few', () => {
  const walksFor = (count: number) => {
    const stack = new ContainerStack(emptyProject(), 'conductor');
    for (let number = 0; number < count; number++) {
      const mongodb = new MongoService(stack, `mongodb-${number}`, { database: 'app', hostPort: 10_000 + number, urlVariable: `URL_${number}` });
      new BackendService(stack, `backend-${number}`, { app: 'app.main:app', hostPort: 20_000 + number, connectTo: [mongodb] });
    }
    const walk = jest.spyOn(Node.prototype, 'findAll');
    synthesized(stack);
    const walks = walk.mock.calls.length;
    walk.mockRestore();
    return walks;
  };
  expect(walksFor(1)).toBeGreaterThan(0);
  expect(walksFor(6)).toBe(walksFor(2));
});
