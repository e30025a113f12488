import { chownSync, mkdirSync } from 'fs';
import { setTimeout as pause } from 'timers/promises';
import { get } from '../../api';
import { run, succeed } from '../../command';
import { eventually } from '../../eventually';
import { round } from '../../report';
import { makeCertificate } from '../certificate';
import { Load } from '../load/load';
import { Prober } from '../prober';
import {
  HTTPS_PORT, ORIGIN, PROJECT, changeBackend, changeFrontend, deploy, report, sandbox, servingRelease, synthesize, users, writeSettings,
} from '../scene';

/** The seed's shape: the frontend is the entrance itself. */
export function withoutEdge(): void {
  let load: Load;

  beforeAll(async () => {
    // another entrance to the same data
    await sandbox.succeed(['docker', 'compose', '--file', 'docker-compose.prod.yml', '--env-file', '.env.prod', 'down']);
    const projenrc = sandbox.read('.projenrc.ts');
    sandbox.write('.projenrc.ts', projenrc.replace(/^new EdgeProxy\(.*\n/m, ''));
    await synthesize();
    const password = sandbox.read('.env.prod');
    writeSettings();
    // the databases keep the passwords that they were made with
    for (const name of ['MONGODB_ROOT_PASSWORD', 'MONGODB_PASSWORD', 'REDIS_PASSWORD']) {
      const value = new RegExp(`^${name}=(.*)$`, 'm').exec(password)![1];
      sandbox.write('.env.prod', sandbox.read('.env.prod').replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`), 0o600);
    }
  });

  afterAll(() => load?.close());

  test('it deploys', async () => {
    changeBackend('bare-1');
    await deploy('bare-1');
    await eventually('the stack', 60, servingRelease);
    const { stdout } = await succeed(['docker', 'ps', '--filter', `label=com.docker.compose.project=${PROJECT}`, '--format', '{{.Label "com.docker.compose.service"}} {{.Ports}}']);
    expect(stdout.trim().split('\n').filter((line) => line.includes('->'))).toEqual([expect.stringMatching(/^frontend .*0\.0\.0\.0:18180->8080\/tcp/)]);
  });

  test('what a deploy costs is measured', async () => {
    load = await users();
    await load.mark('backend');
    changeBackend('bare-2');
    await deploy('bare-2');
    // nginx forgets an address after 5 s
    await pause(6000);
    const { backend } = (await load.stop()).windows;
    report.add('without an edge, a new backend: requests, of which failed', `${backend.requests}, ${backend.failed}`);
    report.add('without an edge, a new backend: longest request', round(backend.latency.max ?? 0, 0), 'ms');
    expect(await servingRelease()).toBe('bare-2');

    const prober = new Prober(`${ORIGIN}/`);
    changeFrontend('bare-3');
    const { seconds } = await deploy('bare-3');
    await eventually('the stack', 60, servingRelease);
    await prober.stop();
    report.add('without an edge, a new frontend: longest time without an answer', round(prober.longestSilence), 's');
    expect(prober.longestSilence).toBeLessThan(seconds);
    expect((await get(`${ORIGIN}/`)).status).toBe(200);
  });

  test('the frontend serves certificates from a folder', async () => {
    const name = 'crm.acceptance.test';
    sandbox.edit('.projenrc.ts', "{ app: 'conductor-crm', api: backend }", "{ app: 'conductor-crm', api: backend, certificates: { folder: 'tls' } }");
    await synthesize();
    mkdirSync(sandbox.path('tls'));
    const { fullchain, privateKey, ca } = await makeCertificate(sandbox.path('tls'), [name]);
    // the user of nginx
    [fullchain, privateKey].forEach((file) => chownSync(file, 101, 101));
    await deploy('bare-4');
    const ask = (...argv: string[]) => run(['curl', '--silent', '--max-time', '10', '--resolve', `${name}:${HTTPS_PORT}:127.0.0.1`, '--output', '/dev/null', ...argv]);
    expect(await ask('--cacert', ca, '--write-out', '%{http_code}', `https://${name}:${HTTPS_PORT}/api/probe/version`)).toMatchObject({ code: 0, stdout: '200' });
    expect(await ask('--write-out', '%{http_code} %{redirect_url}', '--header', `Host: ${name}`, `${ORIGIN}/leads?page=2`)).toMatchObject({
      stdout: `308 https://${name}/leads?page=2`,
    });
  });
}
