import { PinnedActions } from './actions';
import { releasedEnvironments } from './facts';
import { checkout, job, loginStep, packagesAccess } from './github-steps';
import { prepareDeploy } from './programs';
import { workflowYaml } from './workflow-yaml';
import { Stack } from '../../model';

/** The workflow that a person starts. Settings and keys are those of GitHub's environment of that name, which may ask reviewers first. */
export function deployWorkflow(stack: Stack, actions: PinnedActions): string {
  const released = releasedEnvironments(stack);
  return workflowYaml(`${stack.title}: a release into service, or an earlier one back.`, {
    name: 'deploy',
    on: {
      workflow_dispatch: {
        inputs: {
          environment: { description: 'where', type: 'choice', required: true, options: released.map(({ name }) => name) },
          command: {
            description: 'this revision into service, or an earlier release back',
            type: 'choice',
            required: true,
            options: ['deploy', 'rollback'],
          },
          release: { description: 'of a rollback: which release; by default the one before', type: 'string' },
        },
      },
    },
    permissions: {},
    jobs: Object.fromEntries(released.map(({ name, script, envFile, registry }) => [
      name,
      job(`${name}: \${{ inputs.command }}`, { contents: 'read', ...packagesAccess(registry, 'read') }, 60, {
        if: `inputs.environment == '${name}'`,
        environment: name,
        // one after the other, and none is ended halfway
        concurrency: { 'group': `deploy-${name}`, 'cancel-in-progress': false },
        env: { DOCKER_HOST: '${{ vars.DOCKER_HOST }}' },
        steps: [
          checkout(actions),
          {
            name: 'settings, and the way to the engine',
            env: {
              ENV_FILE: '${{ secrets.ENV_FILE }}',
              SSH_PRIVATE_KEY: '${{ secrets.SSH_PRIVATE_KEY }}',
              SSH_KNOWN_HOSTS: '${{ secrets.SSH_KNOWN_HOSTS }}',
            },
            run: prepareDeploy(envFile),
          },
          ...registry === undefined ? [] : [loginStep(registry)],
          {
            name: 'deploy',
            if: "inputs.command == 'deploy'",
            env: { RELEASED_BY: '${{ github.actor }}' },
            run: `./${script} deploy`,
          },
          {
            name: 'roll back',
            if: "inputs.command == 'rollback'",
            env: { RELEASED_BY: '${{ github.actor }}', BACK_TO: '${{ inputs.release }}' },
            run: `./${script} rollback \${BACK_TO:+"$BACK_TO"}`,
          },
        ],
      }),
    ])),
  });
}
