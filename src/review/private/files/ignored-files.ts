import { added } from '../differences/difference';
import { Remark, code, codes, ordinary, risky } from '../finding';

const CONFIDENTIAL = /\.env|secret|\.pem|\.key|id_rsa|credential|\.git$|\.git\/|\.npmrc|\.aws|\.ssh/i;

/** What of a folder a build gets to see. */
export function ignoredFileChanges(before: string, after: string): Remark[] {
  const [was, is] = [before, after].map((text) =>
    text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')));
  const isLetIn = (line: string) => line.startsWith('!');
  const letIn = [...added(is, was).filter((line) => !isLetIn(line)), ...added(was, is).filter(isLetIn).map((line) => line.slice(1))];
  const keptOut = [...added(was, is).filter((line) => !isLetIn(line)), ...added(is, was).filter(isLetIn).map((line) => line.slice(1))];
  return [
    ...letIn.map((pattern) => CONFIDENTIAL.test(pattern) ? risky(`builds now see ${code(pattern)}: it can get into the image`)
      : ordinary(`builds now see ${code(pattern)}`)),
    ...keptOut.length === 0 ? [] : [ordinary(`builds no longer see ${codes(keptOut)}`)],
  ];
}
