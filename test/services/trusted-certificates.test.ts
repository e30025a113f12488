import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import { BackendService, CeleryWorker, FrontendProps, PythonApplicationProps, RedisService, SpaNginxFrontend } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { stage } from '../fixtures/dockerfile';
import { emptyProject, synthesized } from '../fixtures/stack';

/** A certificate that signs itself, of nobody, and good for ever. */
const CERTIFICATE = readFileSync(path.join(__dirname, '../fixtures/authority.pem'), 'utf-8');
const FILE = 'certificates/company.pem';
const COPY = 'COPY --from=certificates --chmod=0644 company.pem /usr/local/share/ca-certificates/company.pem.crt';

function stackWith(files: { [file: string]: string } = { [FILE]: CERTIFICATE }): ContainerStack {
  const stack = new ContainerStack(emptyProject(), 'shop');
  for (const [file, text] of Object.entries(files)) {
    const absolute = path.join(Project.of(stack).outdir, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
  }
  return stack;
}

const backend = (stack: ContainerStack, props: PythonApplicationProps) => new BackendService(stack, 'backend', { app: 'app.main:app', ...props });

describe('a Python image', () => {
  const stack = stackWith();
  backend(stack, { trustedCertificates: [FILE], runtimePackages: ['curl'] });
  const files = synthesized(stack);
  const base = stage(files['docker/backend/Dockerfile'], 'base');

  test('trusts the certificates before it installs anything', () => {
    const [from, copy, add, env, install] = base;
    expect(from).toBe('FROM python:3.11-slim AS base');
    expect(copy).toBe(COPY);
    expect(add).toBe('RUN awk \'FNR == 1 { print "" } 1\' /usr/local/share/ca-certificates/company.pem.crt >> /etc/ssl/certs/ca-certificates.crt');
    expect(env).toContain('SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt');
    expect(install).toContain('apt-get');
  });

  test('trusts them in all stages', () => {
    for (const name of ['builder', 'runtime']) {
      expect(stage(files['docker/backend/Dockerfile'], name)[0]).toContain('FROM base AS');
    }
  });

  test('gets them from where they are, in every environment', () => {
    for (const file of ['docker-compose.yml', 'docker-compose.prod.yml']) {
      expect(files[file]).toMatch(/additional_contexts:\n +certificates: \.\/certificates\n/);
    }
  });
});

test('a worker with an image of its own trusts them, and a heartbeat is copied all the same', () => {
  const stack = stackWith();
  const redis = new RedisService(stack, 'redis');
  new CeleryWorker(stack, 'worker', { path: 'worker', app: 'tasks', connectTo: [redis], trustedCertificates: [FILE] });
  const files = synthesized(stack);
  expect(files['docker/worker/Dockerfile']).toContain(COPY);
  expect(files['docker-compose.yml']).toMatch(/additional_contexts:\n +certificates: \.\/certificates\n +programs: \.\/docker\/worker\n/);
});

test('a frontend trusts them where packages are installed, and nginx has none of them', () => {
  const stack = stackWith({ 'company.crt': CERTIFICATE + CERTIFICATE });
  new SpaNginxFrontend(stack, 'frontend', { trustedCertificates: ['company.crt'] });
  const text = synthesized(stack)['docker/frontend/Dockerfile'];
  expect(stage(text, 'dependencies').slice(2, 5)).toEqual([
    'COPY --from=certificates --chmod=0644 company.crt /usr/local/share/ca-certificates/company.crt',
    expect.stringContaining('>> /etc/ssl/certs/ca-certificates.crt'),
    'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt',
  ]);
  expect(stage(text, 'runtime').join()).not.toContain('certificates');
});

test('without certificates there is nothing of it', () => {
  const stack = stackWith({});
  backend(stack, {});
  const files = synthesized(stack);
  expect(files['docker/backend/Dockerfile']).not.toContain('certificates');
  expect(files['docker-compose.yml']).not.toContain('additional_contexts');
});

describe('what is refused', () => {
  const what = 'in the trustedCertificates of service "backend"';

  test.each<[string, string, string]>([
    ['a key', `${CERTIFICATE}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`, 'has a private key, which would be in the image: take it out'],
    ['another text', 'certificate', 'has no certificates that can be read: allowed is the PEM format'],
    ['a broken certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'has no certificates that can be read'],
  ])('a file with %s', (_, text, message) => {
    const stack = stackWith({ [FILE]: text });
    backend(stack, { trustedCertificates: [FILE] });
    expect(() => synthesized(stack)).toThrow(`"${FILE}" ${what} ${message}`);
  });

  test('a file that is not there', () => {
    const stack = stackWith({});
    backend(stack, { trustedCertificates: [FILE] });
    expect(() => synthesized(stack)).toThrow(`"${FILE}" ${what} is not there: write it, or take the name away`);
  });

  test.each<[string[], string]>([
    [['../company.pem'], `"../company.pem" ${what}`],
    [['certificates/company.p12'], `"certificates/company.p12" ${what}`],
    [['certificates/$(x).pem'], `"certificates/$(x).pem" ${what}`],
    [['one/a.pem', 'other/b.pem'], `the files ${what} are in "one" and "other": put them into one folder`],
  ])('%j', (trustedCertificates, message) => {
    expect(() => backend(stackWith(), { trustedCertificates })).toThrow(message);
    const props: FrontendProps = { trustedCertificates };
    expect(() => new SpaNginxFrontend(stackWith(), 'backend', props)).toThrow(message);
  });
});
