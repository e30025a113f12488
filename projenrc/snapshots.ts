import { Component, type javascript } from 'projen';

/** Snapshots never update themselves: `npx projen snapshots:update` does, after a change of what is written that was meant. */
export class Snapshots extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    project.addTask('snapshots:update', {
      description: 'Write the snapshots of test/snapshots anew; read the diff before you commit it',
      exec: 'jest test/snapshots --coverage=false --updateSnapshot',
    });
  }
}
