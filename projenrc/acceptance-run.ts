import { Component, type javascript } from 'projen';

const EXEC = 'jest --config test/acceptance/jest.config.json --runInBand';

/**
 * `npx projen acceptance [part]`: the packed library on a real engine, each acceptance criterion one test. `acceptance:full`
 * repeats what has to be repeated to give figures: deploys, moments at which one is killed, faults of both environments.
 */
export class AcceptanceRun extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    project.addTask('acceptance', {
      description: 'Pack the library and prove every acceptance criterion on a real Docker engine',
      exec: EXEC,
      receiveArgs: true,
    });
    project.addTask('acceptance:full', {
      description: 'The same with all repetitions, from which the figures in README.md come',
      env: { ACCEPTANCE_FULL: '1' },
      exec: EXEC,
      receiveArgs: true,
    });
    project.addTask('acceptance:signals', {
      description: 'Signals at random moments of every command, under load; ACCEPTANCE_SEED repeats those of an earlier run',
      env: { ACCEPTANCE_SIGNALS: '24' },
      exec: `${EXEC} test/acceptance/odd-days.test.ts -t "the first release|signals"`,
    });
    project.addTask('acceptance:repositories', {
      description: 'Try a .projenrc.ts on a checkout of somebody\'s repository, from the synthesis to a rollback',
      exec: 'tsx test/acceptance/repositories/run.ts',
      receiveArgs: true,
    });
    project.addTask('benchmark:peers', {
      description: 'Releases of one application under load: this library beside docker compose, docker-rollout and kamal-proxy',
      exec: 'tsx test/acceptance/peers/run.ts',
      receiveArgs: true,
    });
  }
}
