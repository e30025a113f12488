import { X509Certificate } from 'crypto';
import * as path from 'path';
import { SourceTree } from './source-tree';
import { requireMatch, requireRepositoryFile } from '../../../base/checks';
import { DockerfileStage } from '../../../image';
import { Service } from '../../../model';
import { FILE_MODE } from '../copied-files';

/** The name by which a build knows the folder of the certificates. */
const CONTEXT = 'certificates';
/** Where Debian and Alpine have certificates that somebody adds. */
const ADDED = '/usr/local/share/ca-certificates';
/** All that are trusted, in Debian and in Alpine. */
const TRUSTED = '/etc/ssl/certs/ca-certificates.crt';

/** Certificates of authorities that an image trusts beside those of its base image. */
export interface TrustedCertificates {
  /** Their names, in one folder. */
  readonly files: string[];
  /** The named contexts of the build. */
  readonly contexts: { readonly [name: string]: string };
}

/**
 * @param service whose image it is
 * @param given files of the repository
 * @throws if a path cannot be used, or the files are in several folders
 */
export function trustedCertificates(service: Service, given: string[] = []): TrustedCertificates {
  const what = `in the trustedCertificates of service "${service.id}"`;
  const files = given.map((file) => requireRepositoryFile(`"${file}" ${what}`, file));
  files.forEach((file) => requireMatch(
    `"${file}" ${what}`, file, /^[A-Za-z0-9_./-]+\.(pem|crt|cer)$/,
    'files of letters, digits and _ . - /, with the ending .pem, .crt or .cer',
  ));
  const folders = [...new Set(files.map((file) => path.posix.dirname(file)))];
  if (folders.length > 1) {
    throw new Error(`the files ${what} are in ${folders.map((folder) => `"${folder}"`).join(' and ')}: put them into one folder`);
  }
  const tree = new SourceTree(service.stack.project.outdir, '.');
  service.node.addValidation({
    validate: () => files.flatMap((file) => {
      const wrong = problemOf(tree.text(file));
      return wrong === undefined ? [] : [`"${file}" ${what} ${wrong}`];
    }),
  });
  return { files: files.map((file) => path.posix.basename(file)), contexts: folders.length > 0 ? { [CONTEXT]: folders[0] } : {} };
}

/**
 * Makes a stage, and those that start from it, trust the certificates: programs that read what the system trusts, and those that are told
 * by variables.
 *
 * @param stage before anything that it installs
 * @param trusted the certificates
 * @param variables those that name the file of all that are trusted
 */
export function trust(stage: DockerfileStage, { files }: TrustedCertificates, variables: string[]): void {
  if (files.length > 0) {
    // from there they come back whenever the system makes its file anew
    const added = files.map((file) => `${ADDED}/${file.endsWith('.crt') ? file : `${file}.crt`}`);
    files.forEach((file, index) => stage.copyFrom(CONTEXT, file, added[index], { mode: FILE_MODE }));
    // made anew now, it would lose what a base image has added itself; a file may end without the end of a line
    stage.run(`awk 'FNR == 1 { print "" } 1' ${added.join(' ')} >> ${TRUSTED}`);
    stage.env(Object.fromEntries(variables.map((name) => [name, TRUSTED])));
  }
}

/** What is wrong with a file; `undefined` if it has certificates, and nothing that is secret. */
function problemOf(text: string | undefined): string | undefined {
  if (text === undefined) {
    return 'is not there: write it, or take the name away';
  }
  if (/PRIVATE KEY-----/.test(text)) {
    return 'has a private key, which would be in the image: take it out';
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return found.length > 0 && found.every(isCertificate) ? undefined
    : 'has no certificates that can be read: allowed is the PEM format, "-----BEGIN CERTIFICATE-----"';
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}
