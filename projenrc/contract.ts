import { Component, type javascript } from 'projen';

/** What users of generated files rely on (docs/versioning.md) never records itself: this task does, after a change that was meant. */
export class Contract extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    project.addTask('contract:update', {
      description: 'Record anew what users of generated files rely on; read the diff before you commit it',
      exec: 'tsx test/versioning/record.ts',
    });
  }
}
