import { readFileSync } from 'fs';
import * as path from 'path';
import { runProjenrc } from '../run-projenrc';

const PAGE = readFileSync(path.join(__dirname, '../../docs/continuous-integration.md'), 'utf-8');

test('docs/continuous-integration.md has code that writes what the page speaks of', () => {
  const [, code] = /<!-- test: workflows -->\n```ts\n([^]*?)```/.exec(PAGE)!;
  const files = runProjenrc(code);
  expect(files['.github/workflows/containers.yml']).toContain('- run: ./scripts/docker-dev.sh test backend\n');
  expect(files['.github/workflows/containers.yml']).toContain('- run: ./scripts/docker-prod.sh build --push\n');
  expect(files['.github/workflows/deploy.yml']).toContain('./scripts/docker-prod.sh deploy\n');
  expect(files['renovate.json5']).toContain('"extends"');
});

test('each job, secret and variable of the page is in what is written', () => {
  const files = runProjenrc(/<!-- test: workflows -->\n```ts\n([^]*?)```/.exec(PAGE)![1]);
  const written = files['.github/workflows/containers.yml'] + files['.github/workflows/deploy.yml'];
  for (const name of ['drift:', 'start:', 'changes:', 'comment:', 'secrets.ENV_FILE', 'vars.DOCKER_HOST', 'secrets.SSH_PRIVATE_KEY', 'secrets.SSH_KNOWN_HOSTS']) {
    expect(PAGE).toContain(name.replace(/^(secrets|vars)\.|:$/g, ''));
    expect(written).toContain(name);
  }
});
