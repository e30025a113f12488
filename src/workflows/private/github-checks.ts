import { PinnedActions } from './actions';
import { ReleasedEnvironment, StartedEnvironment, WorkflowFacts, releasedEnvironments, startedEnvironment } from './facts';
import { checkout, environmentOfRegistry, job, loginStep, packagesAccess, setUp } from './github-steps';
import { COMMENT_MARK, NO_DRIFT, writeChanges } from './programs';
import { workflowYaml } from './workflow-yaml';
import { Stack } from '../../model';

/** The workflow of pull requests and pushes. */
export function checksWorkflow(stack: Stack, facts: WorkflowFacts, actions: PinnedActions): string {
  const started = startedEnvironment(stack);
  return workflowYaml(`${stack.title}: what holds for each pull request, and images for the registry.`, {
    name: 'containers',
    on: { pull_request: {}, push: { branches: [facts.branch] } },
    permissions: {},
    // a newer push makes the answer about an older one worthless; what is pushed to the registry is not ended halfway
    concurrency: {
      'group': '${{ github.workflow }}-${{ github.ref }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
    jobs: {
      drift: driftJob(facts, actions),
      ...started && { start: startJob(started, facts, actions) },
      changes: changesJob(facts, actions),
      comment: commentJob(),
      ...Object.fromEntries(releasedEnvironments(stack).filter(({ registry }) => registry !== undefined)
        .map((released) => [`images-${released.name}`, imagesJob(released, started !== undefined, actions)])),
    },
  });
}

function driftJob(facts: WorkflowFacts, actions: PinnedActions): object {
  return job('generated files are up to date', { contents: 'read' }, 15, {
    steps: [
      checkout(actions),
      ...setUp(facts, actions),
      { run: 'npx projen' },
      { name: 'compare with what is committed', run: NO_DRIFT },
    ],
  });
}

function startJob(started: StartedEnvironment, facts: WorkflowFacts, actions: PinnedActions): object {
  const { script, compose, envFile, envTemplate, built } = started;
  const cached = {
    name: 'build, with the layers of earlier runs',
    uses: actions.uses('docker/bake-action'),
    with: {
      source: '.',
      files: compose,
      targets: built.join(','),
      set: built.flatMap((service) => [
        `${service}.cache-from=type=gha,scope=${service}`,
        `${service}.cache-to=type=gha,scope=${service},mode=max,ignore-error=true`,
      ]).join('\n'),
    },
  };
  return job('the stack builds and becomes healthy', { contents: 'read' }, 45, {
    steps: [
      checkout(actions),
      { run: `cp ${envTemplate} ${envFile}` },
      { uses: actions.uses('docker/setup-buildx-action') },
      ...built.length > 0 ? [cached] : [],
      { run: `./${script} start` },
      ...facts.whenHealthy.map((run) => ({ run })),
    ],
  });
}

/**
 * Of the merge of the pull request, whose first parent is the branch that it goes to. It runs what the pull request brings, and may write
 * nothing.
 */
function changesJob(facts: WorkflowFacts, actions: PinnedActions): object {
  return job('what changes, in words', { contents: 'read' }, 15, {
    if: "github.event_name == 'pull_request'",
    outputs: { text: '${{ steps.changes.outputs.text }}' },
    steps: [
      checkout(actions, { 'fetch-depth': 2 }),
      ...setUp(facts, actions),
      {
        id: 'changes',
        run: [
          writeChanges(facts.program, 'HEAD^1', '"$RUNNER_TEMP/changes.md"'),
          'cat "$RUNNER_TEMP/changes.md" >> "$GITHUB_STEP_SUMMARY"',
          // nobody can guess where the text ends, and so say more than a text
          'end=$(openssl rand -hex 16)',
          '{ echo "text<<$end"; cat "$RUNNER_TEMP/changes.md"; echo; echo "$end"; } >> "$GITHUB_OUTPUT"',
        ].join('\n'),
      },
    ],
  });
}

/** It may write, and runs nothing of the pull request. One from a fork has no comment: its summary says the same. */
function commentJob(): object {
  return job('the comment', { 'pull-requests': 'write # the comment' }, 5, {
    needs: 'changes',
    if: 'github.event.pull_request.head.repo.full_name == github.repository',
    steps: [{
      env: {
        GH_TOKEN: '${{ github.token }}',
        PULL_REQUEST: '${{ github.event.pull_request.number }}',
        CHANGES: '${{ needs.changes.outputs.text }}',
      },
      run: [
        `printf '%s\\n\\n%s\\n' '${COMMENT_MARK}' "$CHANGES" > "$RUNNER_TEMP/comment.md"`,
        'comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"',
        `ours='.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("${COMMENT_MARK}"))) | .id'`,
        'id=$(gh api --paginate "$comments" --jq "$ours" | sed -n 1p)',
        'if [ -n "$id" ]; then',
        '  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@"$RUNNER_TEMP/comment.md"',
        'elif [ -n "$CHANGES" ]; then',
        '  gh api --silent --method POST "$comments" --field body=@"$RUNNER_TEMP/comment.md"',
        'fi',
      ].join('\n'),
    }],
  });
}

function imagesJob(released: ReleasedEnvironment, isStarted: boolean, actions: PinnedActions): object {
  return job(`images of ${released.name}`, { contents: 'read', ...packagesAccess(released.registry, 'write') }, 60, {
    if: "github.event_name == 'push'",
    needs: ['drift', ...isStarted ? ['start'] : []],
    ...environmentOfRegistry(released.registry!),
    steps: [
      checkout(actions),
      ...released.needsBuilder ? [{ uses: actions.uses('docker/setup-buildx-action') }] : [],
      loginStep(released.registry!),
      { run: `./${released.script} build --push` },
    ],
  });
}
