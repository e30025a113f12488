import { readFileSync, rmSync, writeFileSync } from 'fs';
import { isIP } from 'net';
import * as path from 'path';
import { succeed } from '../command';

/** A server's certificate, as files in PEM. */
export interface Certificate {
  /** `fullchain.pem`: the certificate, then that of the authority. */
  readonly fullchain: string;
  /** `privkey.pem`, which only its owner can read. */
  readonly privateKey: string;
  /** `ca.pem`: what a client has to trust. */
  readonly ca: string;
}

/** The days for which it is valid: an acceptance run does not take longer. */
const DAYS = '2';

/**
 * Makes an authority, lets it sign one certificate, and forgets its key. Needs the `openssl` command.
 *
 * @param folder where the files are written; it has to be there
 * @param names DNS names and IP addresses of the server
 */
export async function makeCertificate(folder: string, names: string[]): Promise<Certificate> {
  if (names.length === 0) {
    throw new Error('a certificate is made for no name: pass at least one DNS name or IP address');
  }
  const file = (name: string) => path.join(folder, name);
  const openssl = (...argv: string[]) => succeed(['openssl', ...argv], { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-config', 'openssl.cnf'];

  writeFileSync(file('openssl.cnf'), configuration(names));
  await openssl('req', '-x509', ...key, '-subj', '/CN=throwaway authority', '-days', DAYS, '-keyout', 'ca-key.pem', '-out', 'ca.pem');
  await openssl('req', ...key, '-subj', '/CN=throwaway server', '-keyout', 'privkey.pem', '-out', 'server.csr');
  await openssl(
    'x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-set_serial', '1', '-days', DAYS,
    '-extfile', 'openssl.cnf', '-extensions', 'server', '-out', 'server.pem',
  );
  writeFileSync(file('fullchain.pem'), readFileSync(file('server.pem'), 'utf-8') + readFileSync(file('ca.pem'), 'utf-8'));
  ['openssl.cnf', 'ca-key.pem', 'server.csr', 'server.pem'].forEach((name) => rmSync(file(name)));
  return { fullchain: file('fullchain.pem'), privateKey: file('privkey.pem'), ca: file('ca.pem') };
}

function configuration(names: string[]): string {
  return `[req]
distinguished_name = subject
x509_extensions = authority

[subject]

[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash

[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = ${names.map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`).join(', ')}
`;
}
