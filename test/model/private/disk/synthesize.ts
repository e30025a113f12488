/* Synthesizes a stack in a folder: `synthesize FOLDER LANGUAGE`. It is killed by a test, and so runs by itself. */
import { writeSync } from 'fs';
import { Component } from 'projen';
import { crmIn } from './crm';
import { Language } from '../../../../src/model';

const [folder, language] = process.argv.slice(2);
const { project } = crmIn(folder, language as Language);
/** Asked last, when everything is checked, and before the first file. */
class Ready extends Component {
  public override preSynthesize(): void {
    writeSync(1, 'ready');
  }
}

new Ready(project);
project.synth();
writeSync(1, 'done');
