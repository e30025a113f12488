import { Component, type cdk } from 'projen';

/** What is derived from the public API: its reference, the table that props are checked with, the package, its size and speed, and bindings for Python. */
export class PublicApi extends Component {
  constructor(project: cdk.JsiiProject) {
    super(project);
    const write = 'tsx projenrc/write-props.ts';
    const props = project.addTask('props', {
      description: 'Compile, and write assets/props.json: what constructors and methods accept, from the jsii manifest',
    });
    props.spawn(project.compileTask);
    props.exec(write);
    const docgen = project.addTask('docgen', {
      description: 'Write API.md and the pages of docs/api, from the jsii manifest (compile first)',
      exec: 'tsx projenrc/write-api.ts',
    });
    project.postCompileTask.spawn(docgen);
    project.annotateGenerated('/API.md');
    project.annotateGenerated('/docs/api/*');
    project.postCompileTask.exec(write);

    project.addTask('prepack', { description: 'Leave out of the package what no program reads', exec: 'tsx projenrc/prepack.ts' });
    project.addTask('postpack', { description: 'Put back what prepack moved', exec: 'tsx projenrc/prepack.ts --undo' });
    const size = project.addTask('package:size', {
      description: 'Fail if the package is larger than its limits (compile first)',
      exec: 'tsx projenrc/package-size.ts',
    });
    project.addTask('benchmark:synth', {
      description: 'Print what a synthesis of 10, 100 and 1,000 services needs (compile first)',
      exec: 'node benchmark/synth.mjs',
    });

    project.addTask('benchmark', {
      description: 'Measure every row of benchmark/RESULTS.md beside a peer or a limit, or those that are named (compile first)',
      exec: 'node benchmark/run.mjs',
      receiveArgs: true,
    });

    // a build on a machine without Python makes what it can
    project.tasks.tryFind('package:python')?.addCondition('python3 -c "import ensurepip, venv"');

    // types of the library by its own compiler, those of the tests by typecheckTests
    project.testTask.prependSpawn(size);
    project.testTask.prependSpawn(project.compileTask);
  }
}
