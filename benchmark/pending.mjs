/* Rows that have a goal and no program yet: they are in the page, so that nobody takes them for met. */
import { NotMeasured } from './harness.mjs';

const pending = (name, what, against, goal, reason, better) => ({
  name, what, against, goal, better, measure: () => { throw new NotMeasured(reason); },
});
const UNWRITTEN = 'no program measures it yet';

export const PENDING = [
  pending('start', '`docker-dev.sh start`, warm, to all healthy', 'the slowest chain of what must happen', 1.3, UNWRITTEN),
  pending('idle', 'idle development: CPU seconds an hour of all checks', 'a limit of 60 s', 1, UNWRITTEN),
  pending('python-first-answer', 'start to first answer, read-only root', 'the same with bytecode', 1, UNWRITTEN),
  pending('python-modes', 'uv and Poetry: start to first answer', 'pip', 1, UNWRITTEN),
  pending('frontend-size', 'frontend image: bytes added', 'built files and their compressed twins', 1.02, UNWRITTEN),
  pending('deploy', 'a deploy of a changed backend', 'a limit of 12 s', 1, 'no program measures it here: `npx projen benchmark:peers` prints deploys beside peers'),
  pending('deploy-unchanged', 'a deploy without a change', 'a limit of 2 s', 1, UNWRITTEN),
  pending('deploy-peers', 'a deploy under load', 'docker-rollout, plain Compose, kamal-proxy', 1, '`npx projen benchmark:peers` measures it, with peers that have to be given'),
  pending('memory', 'memory of the idle stack', 'the same programs started by hand', 1.1, UNWRITTEN),
  pending('static-files', 'compressed static files', 'nginx with its stock configuration', 1, '`npx projen acceptance frontend` asserts it', 'more'),
  pending('kubernetes', 'Kubernetes: rollout of a changed backend', 'kubectl alone', 1.2, 'no program measures it yet, with or without a cluster'),
  pending('projen-runner', "the project type's runner", "projen's default", 0.5, UNWRITTEN),
];
