import { Project } from 'projen';
import { DataServices, Language, RestartPolicy, Stack } from '../../src/model';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, TestStack, emptyProject, emptyStack } from '../fixtures/stack';

test('a stack can be told from other constructs', () => {
  expect(Stack.isStack(emptyStack())).toBe(true);
  expect(Stack.isStack(emptyProject())).toBe(false);
});

test('what is in a stack finds it', () => {
  const stack = emptyStack();
  expect(Stack.of(new TestService(stack, 'backend'))).toBe(stack);
  expect(Stack.of(stack)).toBe(stack);
});

test('what is in no stack finds none', () => {
  expect(Stack.tryOf(emptyProject())).toBeUndefined();
  expect(() => Stack.of(emptyProject())).toThrow(/^".*" is not in a container stack: pass a ContainerStack as its scope$/);
});

test.each(['', 'Conductor', '1crm', '-crm', 'a b', 'a_b', 'a'.repeat(64), ...Object.values(HOSTILE)])('%j is no name of a stack', (name) => {
  expect(() => new TestStack(emptyProject(), name)).toThrow(`stack name ${JSON.stringify(name)} cannot be used: allowed are lower case letters, digits and "-"`);
});

describe('the title', () => {
  test.each([
    ['conductor-crm', 'Conductor Crm'],
    ['@acme/sales_tool', 'Sales Tool'],
    ['shop', 'Shop'],
  ])('of project %s is "%s"', (name, title) => {
    expect(new TestStack(new Project({ name, outdir: emptyProject().outdir }), 'crm').title).toBe(title);
  });

  test.each(['Conductor CRM', 'Gestão 2.0', 'R&D: tools (new)'])('can be "%s"', (title) => {
    expect(emptyStack({ title }).title).toBe(title);
  });

  test.each(['', ' CRM', '-CRM', '<b>', '# CRM', ...Object.values(HOSTILE)])('cannot be %j', (title) => {
    expect(() => emptyStack({ title })).toThrow(`the title of a stack is ${JSON.stringify(title)}, which cannot be used: allowed are letters, digits, spaces and . _ : & ( ) + -`);
  });
});

describe('the address of the repository', () => {
  test.each(['https://github.com/acme/crm.git', 'git@github.com:acme/crm.git', 'ssh://git@host:22/~me/crm'])('can be %s', (repositoryUrl) => {
    expect(emptyStack({ repositoryUrl }).repositoryUrl).toBe(repositoryUrl);
  });

  test.each(['', 'acme/crm', '-x@host', '--upload-pack=x@y', 'https://a b', 'https://a?b', ...Object.values(HOSTILE).map((text) => `https://${text}`)])(
    'cannot be %j', (repositoryUrl) => {
      expect(() => emptyStack({ repositoryUrl })).toThrow(
        `the repositoryUrl of a stack is ${JSON.stringify(repositoryUrl)}, which cannot be used: allowed are addresses that git clones`,
      );
    });
});

describe('paths', () => {
  test('are the usual ones', () => {
    expect(emptyStack()).toMatchObject({ dockerFolder: 'docker', scriptsFolder: 'scripts', guidePath: 'docs/DOCKER_SETUP.md', envFilePath: '.env', secretsFolder: 'secrets' });
  });

  test('can be others', () => {
    const paths = { docker: 'deploy/docker/', scripts: './bin', guide: 'GUIDE.md', envFile: 'config/.env', secrets: 'keys/' };
    expect(emptyStack({ paths })).toMatchObject({ dockerFolder: 'deploy/docker', scriptsFolder: 'bin', guidePath: 'GUIDE.md', envFilePath: 'config/.env', secretsFolder: 'keys' });
  });

  test.each(['docker', 'scripts', 'guide', 'envFile', 'secrets'])('%s cannot leave the repository', (name) => {
    expect(() => emptyStack({ paths: { [name]: '../other' } })).toThrow(
      `paths.${name} is "../other", which leaves the repository: allowed are paths inside it, without ".."`,
    );
  });

  test.each(['docker', 'scripts', 'guide', 'envFile', 'secrets'])('%s cannot be absolute, empty, an option or hostile', (name) => {
    for (const path of ['/etc', 'C:/a', '', '-rf', ...Object.values(HOSTILE)]) {
      expect(() => emptyStack({ paths: { [name]: path } })).toThrow(
        `paths.${name} is ${JSON.stringify(path)}, which cannot be used: allowed are paths relative to the repository's root`,
      );
    }
  });

  test.each(['guide', 'envFile'])('%s is a file, not the repository\'s folder', (name) => {
    expect(() => emptyStack({ paths: { [name]: './' } })).toThrow(`paths.${name} is "./", which is the repository's folder: name a file in it`);
  });
});

describe('adopted files', () => {
  test('are files of the repository', () => {
    expect(emptyStack({ adopt: ['./docker-compose.yml'] }).adopt).toEqual(['docker-compose.yml']);
  });

  test.each(['/etc/passwd', '../a', '', '.', ...Object.values(HOSTILE)])('cannot be %j', (file) => {
    expect(() => emptyStack({ adopt: [file] })).toThrow(`an adopted file is ${JSON.stringify(file)}, which`);
  });

  test('are copied from what the caller gives', () => {
    const adopt = ['a'];
    const stack = emptyStack({ adopt });
    adopt.push('b');
    expect(stack.adopt).toEqual(['a']);
  });
});

test('a stack speaks English unless it is told otherwise', () => {
  expect(emptyStack().language).toBe(Language.EN);
  expect(emptyStack({ language: Language.PT_BR }).language).toBe(Language.PT_BR);
});

describe('environments', () => {
  test('are development and production', () => {
    expect(emptyStack().environments.map(({ name }) => name)).toEqual(['development', 'production']);
  });

  test('development shows changes at once and asks for no secret', () => {
    expect(emptyStack().development).toMatchObject({
      liveReload: true, debug: true, requireSecrets: false, limitResources: false, publishedOn: '127.0.0.1', dataServices: DataServices.IN_STACK,
    });
  });

  test('production mounts nothing, asks for secrets and has its data elsewhere', () => {
    expect(emptyStack().production).toMatchObject({
      liveReload: false,
      debug: false,
      requireSecrets: true,
      limitResources: true,
      dataServices: DataServices.EXTERNAL,
      restart: RestartPolicy.ALWAYS,
    });
  });

  test('production publishes only entrances, on all addresses', () => {
    expect(emptyStack().production).toMatchObject({ internalPorts: false, publishedOn: '0.0.0.0' });
  });

  test('production can be different, in what is asked for and nothing else', () => {
    const { production, development } = emptyStack({ production: { dataServices: DataServices.IN_STACK, publishedOn: '127.0.0.1' } });
    expect(production).toMatchObject({
      dataServices: DataServices.IN_STACK, publishedOn: '127.0.0.1', internalPorts: false, requireSecrets: true, restart: RestartPolicy.ALWAYS,
    });
    expect(development).toMatchObject({ publishedOn: '127.0.0.1', internalPorts: true, restart: RestartPolicy.UNLESS_STOPPED });
  });

  test('production cannot be what no environment can be', () => {
    expect(() => emptyStack({ production: { publishedOn: 'everywhere' } })).toThrow('publishedOn of environment "production" is "everywhere"');
  });

  test('can be added', () => {
    const stack = emptyStack();
    const staging = stack.addEnvironment('staging', { publishedOn: '0.0.0.0' });
    expect(stack.environments).toContain(staging);
    expect(staging.publishedOn).toBe('0.0.0.0');
  });

  test.each(['development', 'production', 'staging'])('%s is there once', (name) => {
    const stack = emptyStack();
    stack.addEnvironment('staging');
    expect(() => stack.addEnvironment(name)).toThrow(
      `environment "${name}" exists already in stack "conductor": it has "development", "production", "staging"`,
    );
  });
});

describe('services', () => {
  test('are found by id', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    expect(stack.findService('backend')).toBe(backend);
    expect(stack.tryFindService('backend')).toBe(backend);
  });

  test('that do not exist are not found, and those that do are listed', () => {
    const stack = emptyStack();
    new TestService(stack, 'backend');
    new TestService(stack, 'frontend');
    expect(stack.tryFindService('redis')).toBeUndefined();
    expect(() => stack.findService('redis')).toThrow('stack "conductor" has no service "redis": it has "backend", "frontend"');
  });

  test('are none at first', () => {
    expect(() => emptyStack().findService('redis')).toThrow('stack "conductor" has no service "redis": it has none');
  });

  test.each(['services', 'environments', 'targets'] as const)('%s are copied, so that nobody changes the stack by accident', (collection) => {
    const stack = emptyStack();
    const before = stack[collection].length;
    (stack[collection] as unknown[]).push('evil');
    expect(stack[collection]).toHaveLength(before);
  });
});
