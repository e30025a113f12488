import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { createServer } from 'https';
import { tmpdir } from 'os';
import * as path from 'path';
import { counted, endAll, fine, loading, serving } from './fixture';
import { makeCertificate } from '../acceptance/production/certificate';
import { programAt } from '../platforms/compose/fixture';

const testWithOpenssl = programAt('openssl') ? test : test.skip;
if (!programAt('openssl')) {
  test.skip('SKIPPED: this machine has no openssl, so no certificate was made', () => undefined);
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'certificate-'));
});
afterEach(() => {
  endAll();
  rmSync(folder, { recursive: true });
});

/** The port of a server with a certificate for the names. */
async function securely(...names: string[]): Promise<{ port: string; ca: string }> {
  const { fullchain, privateKey, ca } = await makeCertificate(folder, names);
  const origin = await serving(fine, createServer({ cert: readFileSync(fullchain), key: readFileSync(privateKey) }));
  return { port: new URL(origin).port, ca };
}

testWithOpenssl('is good for a name and for an address', async () => {
  const { port, ca } = await securely('crm.test', '127.0.0.1');
  const byAddress = await counted(await loading(`https://127.0.0.1:${port}`, { ca }), 20);
  const byName = await counted(await loading(`https://127.0.0.1:${port}`, { ca, headers: { host: 'crm.test' } }), 20);
  expect([byAddress.total.failed, byName.total.failed]).toEqual([0, 0]);
});

testWithOpenssl('is not good for another name, and not without its authority', async () => {
  const { port, ca } = await securely('crm.test');
  const [otherName] = (await counted(await loading(`https://127.0.0.1:${port}`, { ca }), 1)).total.failures;
  const [unknown] = (await counted(await loading(`https://127.0.0.1:${port}`, { headers: { host: 'crm.test' } }), 1)).total.failures;
  expect(otherName.error).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(unknown.error).toMatch(/unable to verify|self-signed/);
});

testWithOpenssl('is made for at least one name', async () => {
  await expect(makeCertificate(folder, [])).rejects.toThrow('a certificate is made for no name: pass at least one DNS name or IP address');
});
