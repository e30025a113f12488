import { Component, type javascript } from 'projen';

/** The main job: `npx projen example` writes the example's container files with the packed library and prints their tree. */
export class ExampleSynth extends Component {
  constructor(project: javascript.NodeProject) {
    super(project);
    project.addTask('example', {
      description: 'Synthesize examples/conductor-crm with the library as it will be published, and print the files written',
      exec: 'bash examples/synthesize.sh',
    });
  }
}
