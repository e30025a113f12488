import { Project } from 'projen';
import { parse } from 'yaml';
import { Match } from '../../../src/assertions';
import { Condition, EnvValue, ServiceKind } from '../../../src/model';
import { ComposeTarget } from '../../../src/platforms';
import { composeOf, composeService, composeText, expectService } from '../../fixtures/compose';
import { HOSTILE } from '../../fixtures/hostile';
import { TestService, TestStack, emptyProject, emptyStack, filesIn, refused, synthesized } from '../../fixtures/stack';

function targetedStack() {
  const stack = emptyStack();
  const target = new ComposeTarget(stack, { environment: stack.development });
  const backend = new TestService(stack, 'backend');
  return { stack, target, backend };
}

describe('the file', () => {
  test('of development, production and any other environment is named as people expect', () => {
    const stack = emptyStack();
    const paths = [stack.development, stack.production, stack.addEnvironment('staging')].map((environment) => new ComposeTarget(stack, { environment }).path);
    expect(paths).toEqual(['docker-compose.yml', 'docker-compose.prod.yml', 'docker-compose.staging.yml']);
  });

  test('can be named otherwise', () => {
    const stack = emptyStack();
    new TestService(stack, 'backend');
    new ComposeTarget(stack, { environment: stack.development, file: 'compose.yaml' });
    expect(synthesized(stack)).toHaveProperty(['compose.yaml']);
  });

  test.each(['', 'compose', 'compose.json', 'a/compose.yml', '../compose.yml', '/compose.yml', '-f.yml', ...Object.values(HOSTILE)])('cannot be named %j', (path) => {
    const stack = emptyStack();
    expect(() => new ComposeTarget(stack, { environment: stack.development, file: path })).toThrow(
      `the name of a Compose file is ${JSON.stringify(path)}, which cannot be used: allowed are names that end with .yml or .yaml, without a folder`,
    );
  });

  test('is one for each environment', () => {
    const { stack } = targetedStack();
    expect(() => new ComposeTarget(stack, { environment: stack.development, file: 'other.yml' })).toThrow(
      'environment "development" of stack "conductor" is written to "docker-compose.yml" already: write it once, or add another environment',
    );
  });

  test('takes no id away from services', () => {
    const { stack } = targetedStack();
    expect(() => new TestService(stack, 'compose-development')).not.toThrow();
  });

  test('is not written by two stacks', () => {
    const project = emptyProject();
    const [one, two] = ['one', 'two'].map((name) => new TestStack(project, name));
    new ComposeTarget(one, { environment: one.development });
    expect(() => new ComposeTarget(two, { environment: two.development })).toThrow(
      'stack "two" would write "docker-compose.yml", which stack "one" writes already: give it another path',
    );
  });

  test('does not take the place of one that was written by hand', () => {
    const stack = emptyStack({}, { 'docker-compose.yml': 'services: {}\n' });
    new TestService(stack, 'backend');
    new ComposeTarget(stack, { environment: stack.development });
    expect(refused(stack)).toContain('"docker-compose.yml" exists and was not generated: move it away');
  });
});

test('an added environment gives a valid file', () => {
  const { stack } = targetedStack();
  const staging = stack.addEnvironment('staging');
  expect(composeOf(stack, staging).services).toHaveProperty('backend');
});

test('rendering twice gives the same bytes', () => {
  const { stack } = targetedStack();
  expect(composeText(stack)).toBe(composeText(stack));
});

test('two machines get the same bytes', () => {
  const texts = [targetedStack(), targetedStack()].map(({ stack }) => composeText(stack));
  expect(texts[0]).toBe(texts[1]);
});

describe('an override', () => {
  test('sets a key that the model has no word for', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'mem_swappiness', 10);
    expectService(backend, { mem_swappiness: 10 });
  });

  test('takes the place of what was there', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'cap_drop', ['NET_RAW']);
    expectService(backend, { cap_drop: ['NET_RAW'] });
  });

  test('reaches into maps, and makes those that are not there', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'logging.options.max-size', '1m');
    target.override(backend, 'deploy.endpoint_mode', 'dnsrr');
    expectService(backend, {
      logging: { driver: 'json-file', options: { 'max-size': '1m', 'max-file': '3' } }, deploy: { endpoint_mode: 'dnsrr' },
    });
  });

  test('turns a list into a map where a key is set in it', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'networks.conductor-network.aliases', ['api']);
    expectService(backend, { networks: Match.exact({ 'conductor-network': { aliases: ['api'] } }) });
  });

  test('has dots within keys if they are escaped', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'labels.traefik\\.enable', 'true');
    expectService(backend, { labels: Match.exact({ 'traefik.enable': 'true' }) });
  });

  test('with undefined takes a key away', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'read_only', undefined);
    target.override(backend, 'logging.options', undefined);
    expectService(backend, { read_only: Match.absent() });
    expectService(backend, { logging: Match.exact({ driver: 'json-file' }) });
  });

  test('with null writes null, as Compose reads some keys', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'networks', { 'conductor-network': null });
    target.override(backend, 'entrypoint', null);
    expectService(backend, { networks: { 'conductor-network': null }, entrypoint: null });
  });

  test('reaches into what was set to null', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'networks.conductor-network', null);
    target.override(backend, 'networks.conductor-network.aliases', ['api']);
    expectService(backend, { networks: Match.exact({ 'conductor-network': { aliases: ['api'] } }) });
  });

  test('keeps Compose\'s own interpolation', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'environment.TAG', '${TAG:-latest}');
    expectService(backend, { environment: { TAG: '${TAG:-latest}' } });
  });

  test('may set an extension', () => {
    const { target, backend } = targetedStack();
    target.override(backend, 'x-note', 'text');
    expect(composeService(backend)['x-note']).toBe('text');
  });

  test('changes no other service and no other file', () => {
    const { stack, target, backend } = targetedStack();
    const other = new TestService(stack, 'other');
    const staging = new ComposeTarget(stack, { environment: stack.addEnvironment('staging') });
    target.override(backend, 'mem_swappiness', 10);
    expectService(other, { mem_swappiness: Match.absent() });
    expectService(backend, { mem_swappiness: Match.absent() }, staging.environment);
  });

  test('keeps a copy of its value', () => {
    const { target, backend } = targetedStack();
    const labels: { [name: string]: string } = { a: '1' };
    target.override(backend, 'labels', labels);
    labels.b = '2';
    expectService(backend, { labels: Match.exact({ a: '1' }) });
  });

  test('of a service that is not in the file is refused, with a list of those that are', () => {
    const { stack, target } = targetedStack();
    const stranger = new TestService(new TestStack(emptyProject(), 'other'), 'redis');
    expect(() => target.override(stranger, 'init', true)).toThrow('service "redis" is not in "docker-compose.yml": it has "backend"');
    const data = new TestService(stack, 'mongodb', { kind: ServiceKind.DATA });
    const production = new ComposeTarget(stack, { environment: stack.production });
    expect(() => production.override(data, 'init', true)).toThrow('service "mongodb" is not in "docker-compose.prod.yml": it has "backend"');
  });

  test.each(['', 'memSwappiness', 'comand', 'comand.x', 'Command', '.command', 'toString', '__proto__', '__proto__.x'])(
    'of the key %j is refused, with a list of those that exist', (key) => {
      const { target, backend } = targetedStack();
      expect(() => target.override(backend, key, 1)).toThrow(/^Compose has no key "[^"]*" of a service: it has annotations, attach,.*, working_dir, and what starts with "x-"$/);
    });

  test.each(['deploy.', 'deploy..mode', 'labels.__proto__.polluted'])('of the key %j is refused', (key) => {
    const { target, backend } = targetedStack();
    expect(() => target.override(backend, key, 1)).toThrow(
      `override "${key}" of service "backend" cannot be used: allowed are names with one dot between them, such as "deploy.endpoint_mode"`,
    );
    expect(({} as any).polluted).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['NaN', NaN], ['Infinity', [Infinity]], ['a date', { at: new Date(0) }], ['a map', new Map()], ['a function', () => 1], ['a symbol', Symbol('x')], ['a bigint', 1n],
  ])('with %s is refused where it is written', (_, value) => {
    const { target, backend } = targetedStack();
    expect(() => target.override(backend, 'x-value', value)).toThrow(
      /^the value of override "x-value" of service "backend" is or has .*: allowed are text, numbers, booleans, null, and lists and maps of them$/s,
    );
  });

  // that with a NUL is refused, below
  test.each(Object.keys(HOSTILE).filter((what) => !HOSTILE[what].includes('\0')))('with %s is a text like any other, as key and as value', (what) => {
    const { target, backend } = targetedStack();
    target.override(backend, 'x-note', { [HOSTILE[what]]: HOSTILE[what] });
    expect(composeService(backend)['x-note']).toEqual({ [HOSTILE[what]]: HOSTILE[what] });
  });
});

describe('several containers of a service', () => {
  test('cannot share a port of the host', () => {
    const { stack } = targetedStack();
    new TestService(stack, 'web', { replicas: 2, ports: [{ port: 80 }] });
    expect(refused(stack)).toContain(
      'service "web" has 2 replicas in "docker-compose.yml" and is published on port 80, which only one container can have: set published: false, or run one replica',
    );
  });

  test('may listen on ports that are not published', () => {
    const { stack } = targetedStack();
    new TestService(stack, 'web', { replicas: 2, ports: [{ port: 80, published: false }] });
    expect(composeOf(stack).services.web).toMatchObject({ deploy: { replicas: 2 } });
    expect(composeOf(stack).services.web).not.toHaveProperty('ports');
  });
});

test('what is wrong with a service is reported together with a file in the way', () => {
  const stack = emptyStack({}, { 'docker-compose.yml': 'mine' });
  new ComposeTarget(stack, { environment: stack.development });
  new TestService(stack, 'backend', { environment: { A: EnvValue.of('') } }).addEnvironmentVariable('A', EnvValue.of(''));
  const problems = refused(stack).split('\n').slice(1);
  expect(problems).toEqual([expect.stringContaining('variable "A" of service "backend" is set by'), expect.stringContaining('"docker-compose.yml" exists')]);
});

test('two stacks of one project can have files of their own', () => {
  const project = emptyProject();
  for (const name of ['one', 'two']) {
    const stack = new TestStack(project, name);
    new TestService(stack, 'backend').dependsOn(new TestService(stack, 'redis'), Condition.STARTED);
    new ComposeTarget(stack, { environment: stack.development, file: `${name}.yml` });
  }
  const files = synthesized(project);
  expect(['one', 'two'].map((name) => parse(files[`${name}.yml`]).name)).toEqual(['one', 'two']);
});

test('when one stack of a project is wrong, the other is not written either', () => {
  const project = emptyProject();
  const [one, two] = ['one', 'two'].map((name) => new TestStack(project, name));
  new TestService(one, 'backend');
  new ComposeTarget(one, { environment: one.development });
  expect(refused(two)).toContain('stack "two" has no services');
  expect(filesIn(Project.of(one).outdir)).toEqual({});
});

test.each([
  ['image', 'the props of the service'], ['ports', 'hostPort of the service'], ['deploy.replicas', 'environment.configure(service, { replicas })'],
  ['container_name', 'the id of the service'], ['healthcheck', 'environment.configure(service, { healthCheck })'],
])('%s, of which scripts and guide speak too, is not overridden', (key, instead) => {
  const { target, backend } = targetedStack();
  expect(() => target.override(backend, key, 'x')).toThrow(
    `override "${key}" of service "backend" would make scripts and guide wrong: use ${instead}`,
  );
});

describe('a key of the file', () => {
  const written = (change: (target: ComposeTarget) => void) => {
    const { stack, target } = targetedStack();
    change(target);
    return composeOf(stack);
  };

  test('is set outside of services', () => {
    const document = written((target) => {
      target.overrideTopLevel('networks.conductor-network.external', true);
      target.overrideTopLevel('x-owner', 'team');
    });
    expect(document).toMatchObject({ 'networks': { 'conductor-network': { driver: 'bridge', external: true } }, 'x-owner': 'team' });
  });

  test('is taken away', () => {
    expect(written((target) => target.overrideTopLevel('networks.conductor-network.driver', undefined)).networks).toEqual({ 'conductor-network': {} });
  });

  test.each([
    ['services.backend', '"services" of "docker-compose.yml" cannot be overridden: use override(service, key, value)'],
    ['name', '"name" of "docker-compose.yml" cannot be overridden: use the name of the stack'],
    ['version', 'Compose has no key "version" of a file: it has configs, include, models, networks, secrets, volumes, and what starts with "x-"'],
    ['volumes..a', 'override "volumes..a" of "docker-compose.yml" cannot be used'],
  ])('%s is refused', (key, message) => {
    const { target } = targetedStack();
    expect(() => target.overrideTopLevel(key, {})).toThrow(message);
  });
});

test.each(['a\0b', 'a\ud800'])('the value %j is refused, which no parser reads', (value) => {
  const { target, backend } = targetedStack();
  expect(() => target.override(backend, 'labels', { a: [value] })).toThrow('the value of override "labels" of service "backend" is');
  expect(() => target.override(backend, 'labels', value)).toThrow('allowed are texts without NUL and half characters');
});

test('a value that contains itself is refused', () => {
  const { target, backend } = targetedStack();
  const circular: { [key: string]: any } = {};
  circular.self = circular;
  expect(() => target.override(backend, 'labels', circular)).toThrow('the value of override "labels" of service "backend" contains itself');
});
