import { Projenrc } from 'projen/lib/python';
import { Duration, Size } from '../../../../src/base';
import { Condition, HealthCheck, ImageSource, ServiceKind, Volume } from '../../../../src/model';
import { EdgeTls, GenericService } from '../../../../src/services';
import { ContainerStack } from '../../../../src/stack';
import { IN_STACK, containerStack, edgeStack, emptyContainerStack, fullStack, synthesized } from '../../fixture';

const IMAGE = ImageSource.reference('example:1');
const NO_CHECK = HealthCheck.none();

describe('the first deploy', () => {
  test('names the variables that have to be filled in, and copies the template', () => {
    const section = synthesized(containerStack()).section('First deploy');
    expect(section).toContain('   cp .env.prod.example .env.prod\n');
    expect(section).toContain('Fill in `SECRET_KEY`, `CLAUDE_API_KEY`, `MONGO_URL` and `REDIS_URL`.');
  });

  test('names secrets that are files, and files that only a person has', () => {
    const section = synthesized(fullStack()).section('First deploy');
    expect(section).toContain('   | `secrets/SECRET_KEY` | `backend` | signs \\| sessions |');
    expect(section).toContain('   - `ssl/fullchain.pem`, `ssl/privkey.pem`: of `edge`, which reads them as user `1000:1000`');
    expect(section).toContain('   mkdir -p secrets\n');
  });

  test('clones the repository as in the quick start, where it is known from where', () => {
    const known = containerStack({ repositoryUrl: 'https://example.com/crm.git' });
    expect(synthesized(known).section('First deploy')).toContain('[Quick Start](#quick-start)');
    expect(synthesized(containerStack()).section('First deploy')).toContain('Bring the repository there');
  });

  test('from another machine warns of what is mounted from the repository', () => {
    const section = synthesized(fullStack()).section('Deploy from another machine');
    expect(section).toContain('`scripts/mongo-init.js`');
    expect(section).toContain('`secrets/SECRET_KEY`');
    expect(synthesized(containerStack()).section('Deploy from another machine')).toContain('Containers see nothing of the repository');
  });

  test('behind a proxy of the server\'s own does not open the firewall', () => {
    const section = synthesized(containerStack({ production: { publishedOn: '127.0.0.1' } })).section('First deploy');
    expect(section).toContain('The ports (80) are open on the server itself only');
    expect(section).not.toContain('firewall');
  });
});

describe('a deploy', () => {
  const steps = (stack: ContainerStack) => synthesized(stack).section('What happens in a deploy');

  test('goes by the kinds of the stack\'s services', () => {
    const text = steps(fullStack());
    expect(text).toContain('The new containers of `backend`, `celery-worker` and `frontend` start beside the old ones');
    expect(text).toContain('`edge`: if changed, the old one stops');
    expect(text).toContain('Traffic to `backend` and `frontend` is switched');
    expect(text).toContain('`celery-beat`: the old one stops, and only then');
    expect(text).toContain('Data: a deploy starts `mongodb` and `redis` if necessary');
    expect(text).toContain('Jobs of the release, once each: `python -m app.migrate` in `backend`.');
  });

  test('without an edge replaces the frontend in place and switches nothing', () => {
    const text = steps(containerStack());
    expect(text).toContain('`frontend`: if changed, the old one stops');
    expect(text).toMatch(/^\| `backend` \| overlapping: the new one starts beside the old one, and both serve until the old one stops \| 30s \|$/m);
    expect(text).not.toMatch(/is switched|Jobs|Data:/);
  });

  test('runs what others wait for to be completed once', () => {
    const stack = emptyContainerStack();
    const job = new GenericService(stack, 'migrate', { kind: ServiceKind.JOB, image: IMAGE, healthCheck: NO_CHECK });
    new GenericService(stack, 'thing', { image: IMAGE, healthCheck: NO_CHECK }).dependsOn(job, Condition.COMPLETED);
    const text = steps(stack);
    expect(text).toContain('Jobs of the release, once each: `migrate`.');
    expect(text).toContain('| `migrate` | runs once for each release, before');
    expect(text).toContain('| `thing` | last: the old one stops, and the new one starts | 10s |');
  });

  test('waits as long as the stack says, and keeps as many releases', () => {
    const releases = { settle: Duration.seconds(7), watch: Duration.minutes(1), keep: 3 };
    const guide = synthesized(containerStack({ compose: { releases } }));
    expect(guide.text).toContain('healthy for 7 s (`SETTLE_SECONDS`)');
    expect(guide.text).toContain('healthy for another 60 s (`WATCH_SECONDS`)');
    expect(guide.text).toContain('The last 3 releases');
  });

  test('waits and keeps by default what the script does', () => {
    const guide = synthesized(containerStack());
    expect(guide.text).toContain('healthy for 10 s (`SETTLE_SECONDS`)');
    expect(guide.text).toContain('The last 5 releases');
  });
});

describe('HTTPS', () => {
  const https = (stack: ContainerStack) => synthesized(stack).section('HTTPS and certificates');

  test('with several names, all of them have to lead to the server', () => {
    const text = https(edgeStack({}, { aliases: ['www.crm.example.com'] }));
    expect(text).toContain('the DNS entries of `crm.example.com` and `www.crm.example.com` point to the server;');
  });

  test('with certificates from files says which, who reads them, and that a new one is read after a restart', () => {
    const text = https(edgeStack({}, { tls: EdgeTls.files() }));
    expect(text).toContain('`edge` serves HTTPS on 443 (`EDGE_HTTPS_PORT`), with the certificate and the key that you put on the server: '
      + '`ssl/fullchain.pem`, `ssl/privkey.pem`.');
    expect(text).toContain('docker compose --file docker-compose.prod.yml --env-file .env.prod restart edge\n');
  });

  test('with automatic certificates says what that needs', () => {
    const text = https(edgeStack());
    expect(text).toContain('the ports 80 and 443 are open to the internet');
    expect(text).toContain('kept in `edge_data`, which no deploy and no rollback touches');
    expect(text).not.toContain(' restart ');
  });

  test('that nobody serves is said, unless the ports are the server\'s own', () => {
    expect(https(containerStack())).toContain('Users come in at `frontend`, on 80, and this stack does not serve HTTPS');
    expect(synthesized(containerStack({ production: { publishedOn: '127.0.0.1' } })).headings).not.toContain('HTTPS and certificates');
  });
});

describe('more containers', () => {
  test('are those of a worker, where there is one, and never of what has a port or works by the clock', () => {
    const section = synthesized(fullStack()).section('More containers of a service');
    expect(section).toContain('stack.production.configure(stack.findService(\'celery-worker\'), { replicas: 3 });');
    expect(section).toContain('only one of `edge`: two cannot have the same port');
    expect(section).toContain('only one of `celery-beat`: two would do everything twice');
  });

  test('are said in Python where the project is described in it', () => {
    const stack = fullStack();
    new Projenrc(stack.project);
    expect(synthesized(stack).section('More containers of a service'))
      .toContain('```python\nstack.production.configure(stack.find_service("celery-worker"), replicas=3)\n```');
  });

  test('are counted where there are some', () => {
    const stack = fullStack();
    const limits = { cpus: 0.5, memory: Size.mebibytes(300), pids: 64 };
    stack.production.configure(stack.findService('celery-worker'), { replicas: 3, resources: limits });
    const row = '| `celery-worker` | Celery worker | `conductor-backend:<release>` | - | 0.5 CPU, 300 MiB of memory, 64 processes | 3 |';
    expect(synthesized(stack).text).toContain(row);
  });
});

describe('backup', () => {
  test('says who stands still meanwhile, and what is not saved', () => {
    const section = synthesized(fullStack()).section('Backup');
    expect(section).toContain('`redis` is paused while it is copied');
    expect(section).not.toContain('`mongodb` stands still');
    expect(section)
      .toContain('The volumes of `backend`, `celery-worker`, `celery-beat`, `frontend` and `edge` are not part of the backup.');
  });

  test('of a third party\'s database is there, too', () => {
    const stack = emptyContainerStack(IN_STACK);
    const mounts = [Volume.named('data').mountAt('/data')];
    new GenericService(stack, 'postgres', { kind: ServiceKind.DATA, image: IMAGE, healthCheck: NO_CHECK, mounts });
    expect(synthesized(stack).commands).toContain('./scripts/docker-prod.sh backup');
  });
});
