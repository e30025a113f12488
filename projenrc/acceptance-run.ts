import { Component, type javascript } from 'projen';

/** `npx projen acceptance`: the packed library on a real engine, each acceptance criterion one test. */
export class AcceptanceRun extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    project.addTask('acceptance', {
      description: 'Pack the library and prove every acceptance criterion on a real Docker engine',
      exec: 'jest --config test/acceptance/jest.config.json --runInBand',
      receiveArgs: true,
    });
  }
}
