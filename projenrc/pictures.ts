import { Component, type javascript } from 'projen';

/** The films of the documentation are recorded, never drawn: `npx projen pictures` runs the commands and writes what they show. */
export class Pictures extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    project.addTask('pictures', {
      description: 'Record docs/pictures on a real engine: a start, a deploy, and a deploy that fails (compile first)',
      exec: 'node benchmark/pictures/record.mjs',
    });
  }
}
