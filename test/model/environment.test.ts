import { Duration, Size } from '../../src/base';
import { DataServices, EnvValue, Environment, RestartPolicy } from '../../src/model';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, healthy } from '../fixtures/stack';

test('by default an environment is as strict as production', () => {
  expect(new Environment('demo')).toMatchObject({
    liveReload: false,
    debug: false,
    publishedOn: '127.0.0.1',
    internalPorts: true,
    dataServices: DataServices.IN_STACK,
    requireSecrets: true,
    limitResources: true,
    restart: RestartPolicy.UNLESS_STOPPED,
    healthCheckInterval: undefined,
  });
});

test('an environment has the policy that is asked for', () => {
  const policy = {
    liveReload: true,
    debug: true,
    publishedOn: '0.0.0.0',
    internalPorts: false,
    dataServices: DataServices.EXTERNAL,
    requireSecrets: false,
    limitResources: false,
    restart: RestartPolicy.NEVER,
    healthCheckInterval: Duration.seconds(3),
  };
  expect(new Environment('demo', policy)).toMatchObject(policy);
});

test.each(['', 'Staging', '1st', '-a', 'a b', 'a_b', ...Object.values(HOSTILE)])('%j is no name of an environment', (name) => {
  expect(() => new Environment(name)).toThrow(`environment name ${JSON.stringify(name)} cannot be used: allowed are lower case letters, digits and "-", starting with a letter`);
});

test.each(['0.0.0.0', '192.168.1.20', '[::1]', '[::]', '[fe80::1]'])('ports can be published on %s', (publishedOn) => {
  expect(new Environment('demo', { publishedOn }).publishedOn).toBe(publishedOn);
});

test.each(['', 'localhost', '999.1.1.1', '1.2.3', '::1', '[]', '[:::::]', '[12345::]', '127.0.0.1:80', ...Object.values(HOSTILE)])('ports cannot be published on %j', (publishedOn) => {
  expect(() => new Environment('demo', { publishedOn })).toThrow(
    `publishedOn of environment "demo" is ${JSON.stringify(publishedOn)}: allowed are IPv4 addresses, or IPv6 addresses in brackets`,
  );
});

describe('configure', () => {
  const backend = new TestService(emptyStack(), 'backend', { command: ['serve'], replicas: 1, environment: { A: EnvValue.of('own'), B: EnvValue.of('own') } });
  const specIn = (environment: Environment) => backend.specIn(environment);
  const textOf = (value: EnvValue) => value.resolve(new Environment('any'), {
    writeLiteral: (text) => text, writeVariable: ({ name }) => name, writeRelease: () => 'release',
  });

  test('changes a service in this environment', () => {
    const staging = new Environment('staging');
    staging.configure(backend, { command: ['other'], replicas: 3, resources: { cpus: 2, memory: Size.gibibytes(1) } });
    expect(specIn(staging)).toMatchObject({ command: ['other'], replicas: 3, resources: { cpus: 2 } });
  });

  test('keeps the other resources of a service that has one changed', () => {
    const staging = new Environment('staging');
    const worker = new TestService(emptyStack(), 'worker', { resources: { cpus: 2, reservedCpus: 1, memory: Size.gibibytes(1) } });
    staging.configure(worker, { resources: { memory: Size.gibibytes(3) } });
    expect(worker.specIn(staging).resources).toEqual({ cpus: 2, reservedCpus: 1, memory: Size.gibibytes(3) });
  });

  test('changes it in no other environment', () => {
    new Environment('staging').configure(backend, { replicas: 3 });
    expect(specIn(new Environment('demo')).replicas).toBe(1);
  });

  test('adds variables, and takes the place of those of the same name', () => {
    const staging = new Environment('staging');
    staging.configure(backend, { environment: { B: EnvValue.of('changed'), C: EnvValue.of('added') } });
    const { environment } = specIn(staging);
    expect(Object.fromEntries(Object.entries(environment!).map(([name, value]) => [name, textOf(value)]))).toEqual({ A: 'own', B: 'changed', C: 'added' });
  });

  test('leaves what is undefined as it is', () => {
    const staging = new Environment('staging');
    staging.configure(backend, { command: undefined, replicas: 2, healthCheck: undefined });
    staging.configure(backend, { command: ['later'] });
    expect(specIn(staging)).toMatchObject({ command: ['later'], replicas: 2 });
    expect(specIn(staging).healthCheck.probe()).toEqual(['true']);
  });

  test('replaces the health check and the grace period', () => {
    const staging = new Environment('staging');
    staging.configure(backend, { healthCheck: healthy({ retries: 9 }), stopGracePeriod: Duration.seconds(1) });
    expect(specIn(staging)).toMatchObject({ healthCheck: { retries: 9 }, stopGracePeriod: Duration.seconds(1) });
  });

  test('may be called again for other things', () => {
    const staging = new Environment('staging');
    staging.configure(backend, { replicas: 2 });
    staging.configure(backend, { command: ['other'] });
    expect(staging.configurationOf(backend)).toEqual({ replicas: 2, command: ['other'] });
  });

  test('refuses the same thing twice', () => {
    const staging = new Environment('staging');
    staging.configure(backend, { replicas: 2 });
    expect(() => staging.configure(backend, { replicas: 2 })).toThrow('"replicas" of service "backend" is configured twice in environment "staging": configure it once');
  });

  test.each([-1, 1.5, NaN])('refuses %d replicas', (replicas) => {
    expect(() => new Environment('staging').configure(backend, { replicas })).toThrow(
      `the replicas of service "backend" in environment "staging" is ${replicas}: allowed are whole numbers from 0`,
    );
  });

  test('refuses a malformed name of a variable', () => {
    expect(() => new Environment('staging').configure(backend, { environment: { 'A-B': EnvValue.of('') } })).toThrow('variable name "A-B" cannot be used');
  });

  test('keeps a copy of what it is given', () => {
    const staging = new Environment('staging');
    const command = ['other'];
    const environment: { [name: string]: EnvValue } = {};
    staging.configure(backend, { command, environment });
    command.push('--evil');
    environment.EVIL = EnvValue.of('');
    expect(staging.configurationOf(backend)).toEqual({ command: ['other'], environment: {} });
  });

  test('has nothing to say about a service that it was not told about', () => {
    expect(new Environment('staging').configurationOf(backend)).toEqual({});
  });
});
