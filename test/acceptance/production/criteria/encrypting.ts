import { chownSync, mkdirSync } from 'fs';
import { connect } from 'tls';
import { get } from '../../api';
import { run } from '../../command';
import { makeCertificate } from '../certificate';
import { HTTPS_PORT, ORIGIN, changeBackend, deploy, prod, sandbox, synthesize } from '../scene';

const NAME = 'crm.acceptance.test';

/** HTTPS with certificates from files. */
export function encrypting(): void {
  let authority: string;

  beforeAll(async () => {
    sandbox.edit('.projenrc.ts', "new EdgeProxy(stack, 'edge', { frontend });", `new EdgeProxy(stack, 'edge', { frontend, domain: '${NAME}', tls: EdgeTls.files() });`);
    await synthesize();
  });

  const curl = (...argv: string[]) => run(['curl', '--silent', '--show-error', '--max-time', '10', '--resolve', `${NAME}:${HTTPS_PORT}:127.0.0.1`, ...argv]);

  test('a missing certificate is said before anything is changed', async () => {
    const outcome = await prod(['deploy', '--release', 'uncertified']);
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/O arquivo ssl\/fullchain\.pem não existe ou está vazio/) });
    expect((await get(`${ORIGIN}/api/probe/version`)).status).toBe(200);
  });

  test('the chain is accepted by a client that checks it', async () => {
    const folder = sandbox.path('ssl');
    mkdirSync(folder);
    const files = await makeCertificate(folder, [NAME]);
    authority = files.ca;
    for (const file of [folder, files.fullchain, files.privateKey]) {
      chownSync(file, 1000, 1000);
    }
    changeBackend('encrypted');
    await deploy('encrypted');
    expect(await curl('--cacert', authority, '--write-out', '%{http_code} %{http_version}', '--output', '/dev/null', `https://${NAME}:${HTTPS_PORT}/api/probe/version`))
      .toMatchObject({ code: 0, stdout: expect.stringMatching(/^200 /) });
    // and refused by one that does not know the authority
    expect((await curl(`https://${NAME}:${HTTPS_PORT}/`)).code).toBe(60);
  });

  test('HTTP redirects to HTTPS, with path and query', async () => {
    const { stdout } = await curl('--header', `Host: ${NAME}`, '--output', '/dev/null', '--write-out', '%{http_code} %{redirect_url}', `${ORIGIN}/leads?page=2`);
    expect(stdout).toMatch(new RegExp(`^30[18] https://${NAME.replace(/\./g, '\\.')}(:${HTTPS_PORT})?/leads\\?page=2$`));
  });

  test('TLS 1.2 and newer only', async () => {
    expect((await curl('--cacert', authority, '--tlsv1.2', '--tls-max', '1.2', '--output', '/dev/null', `https://${NAME}:${HTTPS_PORT}/`)).code).toBe(0);
    expect((await curl('--cacert', authority, '--tlsv1.3', '--output', '/dev/null', `https://${NAME}:${HTTPS_PORT}/`)).code).toBe(0);
    // with every cipher that the client has: it is the server that refuses
    const old = await new Promise<string>((resolve) => {
      const socket = connect({
        host: '127.0.0.1', port: HTTPS_PORT, servername: NAME, rejectUnauthorized: false, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0',
      });
      socket.on('secureConnect', () => resolve(`${socket.getProtocol()}`)).on('error', (error) => resolve(error.message));
    });
    expect(old).toMatch(/alert protocol version|unsupported protocol|ECONNRESET/);
  });

  test('answers over TLS ask for TLS from then on', async () => {
    const { stdout } = await curl('--cacert', authority, '--head', `https://${NAME}:${HTTPS_PORT}/`);
    expect(stdout).toMatch(/^strict-transport-security: max-age=31536000/mi);
    expect((await get(`${ORIGIN}/`)).headers.has('strict-transport-security')).toBe(false);
  });
}
