import { randomBytes } from 'crypto';
import { basename } from 'path';
import { run, succeed } from '../../command';
import { eventually } from '../../eventually';
import { Answer, ask } from '../client';
import { LightLoad } from '../light-load';
import { FRONTENDS, GIXY, containerOf, inside, portOf, report, runningOf, sandbox } from '../scene';

/** As whom it runs, what it can write to, how it starts again and how it stops. */
export function living(): void {
  const frontends = FRONTENDS.map((service) => ({ service }));
  const processes = async (service: string) => (await succeed(['docker', 'top', containerOf(service), '-eo', 'pid,args'])).stdout.trim().split('\n').slice(1)
    .map((line) => ({ pid: line.trim().split(/\s+/)[0], command: line.trim().replace(/^\d+\s+/, '') }));
  const workers = async (service: string) => (await processes(service)).filter(({ command }) => command === 'nginx: worker process').map(({ pid }) => pid);

  test.each(frontends)('$service: every process is user 101\'s, without capabilities', async ({ service }) => {
    const all = await processes(service);
    expect(all.length).toBeGreaterThan(1);
    for (const { pid, command } of all) {
      const status = (await succeed(['cat', `/proc/${pid}/status`])).stdout;
      const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)![1].split(/\s+/);
      expect([command, field('Uid'), field('CapEff'), field('NoNewPrivs')]).toEqual([command, ['101', '101', '101', '101'], ['0000000000000000'], ['1']]);
    }
  });

  test.each(frontends)('$service: nothing can be written to but /tmp and the volume of earlier files', async ({ service }) => {
    const [{ pid }] = await processes(service);
    const writable = (await succeed(['cat', `/proc/${pid}/mounts`])).stdout.trim().split('\n').map((line) => line.split(' '))
      // but for what the engine puts into every container
      .filter(([, folder, , options]) => options.split(',').includes('rw') && !/^\/(proc|sys|dev|etc\/(resolv\.conf|hostname|hosts)$)/.test(folder))
      .map(([, folder, type]) => `${folder} ${type}`)
      .filter((mount) => !mount.startsWith('/var/lib/frontend-releases '));
    expect(writable).toEqual(['/tmp tmpfs']);
    for (const folder of ['/etc/nginx/conf.d', '/usr/share/frontend/html', '/var/log/nginx', '/']) {
      expect([folder, (await inside(service, 'touch', `${folder}/written`)).code]).not.toEqual([folder, 0]);
    }
  });

  test.each(frontends)('$service: nginx has nothing to say about its configuration', async ({ service }) => {
    const { code, output } = await inside(service, 'nginx', '-t');
    expect([code, output.split('\n').filter((line) => line && !/syntax is ok|test is successful/.test(line))]).toEqual([0, []]);
  });

  test.each(frontends)('$service: gixy finds nothing in its configuration', async ({ service }) => {
    const folder = `gixy-${service}`;
    // what it includes was written when it started
    for (const file of ['/etc/nginx/conf.d/default.conf', '/tmp/nginx/services.conf', '/tmp/nginx/listen-8080.conf']) {
      sandbox.write(`${folder}/${basename(file)}`, (await inside(service, 'cat', file)).stdout);
    }
    const { output } = await run([
      'docker', 'run', '--rm', '--network', 'none', '--volume', `${sandbox.path(folder)}:/tmp/nginx:ro`, GIXY, 'gixy', '/tmp/nginx/default.conf',
    ]);
    expect(output).toContain('No issues found');
    expect(output).not.toContain('File not found: /tmp/nginx');
  });

  test.each([
    { what: 'nginx -s reload', argv: ['docker', 'exec', containerOf('behind'), 'nginx', '-s', 'reload'] },
    { what: 'docker kill --signal HUP', argv: ['docker', 'kill', '--signal', 'HUP', containerOf('behind')] },
  ])('no request fails while it reads its configuration again: $what', async ({ what, argv }) => {
    const load = new LightLoad(portOf('behind'), ['/', '/api/small', '/absent-page', '/api/large']);
    try {
      for (let times = 0; times < 3; times++) {
        const before = await workers('behind');
        await load.more(100);
        await succeed(argv);
        await eventually('new workers have taken over', 60, async () => {
          const now = await workers('behind');
          return now.length === before.length && now.every((pid) => !before.includes(pid));
        });
        await load.more(100);
      }
    } finally {
      const { requests, repeated, failures } = await load.stop();
      report.add(`${what}, three times: requests, of which repeated on a new connection, of which failed`, `${requests}, ${repeated}, ${failures.length}`);
      expect(failures).toEqual([]);
    }
  });

  test('docker stop lets what is under way finish', async () => {
    const port = portOf('behind');
    const name = randomBytes(6).toString('hex');
    const underWay = [`/api/sleep/2000?${name}-1`, `/api/download/2000?${name}-2`, `/api/download/2000?${name}-3`].map((path) => ask(port, { path }));
    for (const number of [1, 2, 3]) {
      await eventually('the service has been asked', 60, async () => (await ask(portOf('frontend'), { path: `/api/seen/${name}-${number}` })).json.seen);
    }
    const stopped = await succeed(['docker', 'stop', containerOf('behind')]);
    const answers: Answer[] = await Promise.all(underWay);
    expect(answers.map(({ status, body }) => [status, body.length])).toEqual([[200, 21], [200, 262_144], [200, 262_144]]);
    report.add('docker stop with requests of 2 s under way takes', Number(stopped.seconds.toFixed(1)), 's');
    const { stdout } = await succeed(['docker', 'inspect', '--format', '{{.State.ExitCode}}', containerOf('behind')]);
    expect(stdout.trim()).toBe('0');
    await succeed(['docker', 'start', containerOf('behind')]);
    await eventually('it is back', 60, async () => (await ask(port, { path: '/health' })).status === 200);
    expect(await runningOf('behind')).toMatchObject({ running: true });
  });
}
