import * as path from 'path';
import { requireUnused } from './engine';
import { Report } from './report';
import { factsIn } from './repositories/facts';
import { Trial } from './repositories/trial';
import { ROOT } from './root';

/*
 * Repositories of other people's kinds, each as small as it can be: from the synthesis to a rollback, with a `.projenrc.ts` that their
 * owner could write. `npx projen acceptance:repositories` tries the same steps on a repository that somebody has.
 */

const LAYOUTS = {
  'project-folder': 'one folder for a web application and its Celery worker, whose changes are sent by docker compose watch',
  'at-the-root': 'the application at the root of the repository, and MongoDB',
  'uv-workspace': 'a workspace of uv with code beside the package, migrations, and data in a volume',
  'uploads': 'large files, through nginx to a folder that lasts',
  'own-worker': 'a Celery worker with a folder and an image of its own, and a clock that runs it',
  'as-proposed': 'a repository with Compose files of its own, as init proposes it, without a change',
  'node-server': 'pages that Node.js renders, an API in Node.js, and several names',
};

const report = new Report();

afterAll(() => report.write(ROOT, 'acceptance-repositories.json'));

describe.each(Object.entries(LAYOUTS))('%s: %s', (layout) => {
  const folder = path.join(__dirname, 'repositories/layouts', layout);
  const facts = factsIn(folder);
  let trial: Trial | undefined;
  let hasFailed = false;

  beforeAll(async () => {
    await requireUnused(facts.stack, `${facts.stack}-production`);
    trial = new Trial(layout, folder, folder, facts);
  });

  afterAll(async () => trial?.remove());

  test.each(Trial.STEPS)('%s', async (step) => {
    if (hasFailed) {
      throw new Error('a step before it failed');
    }
    hasFailed = true;
    await report.phase(`${layout}: ${step}`, () => trial!.step(step));
    hasFailed = false;
  }, 600_000);
});
