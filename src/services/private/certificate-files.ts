import { requireMatch, requireRepositoryPath } from '../../base/checks';
import { Mount, Volume } from '../../model';

export interface CertificateFilesOptions {
  readonly folder?: string;
  readonly certificate?: string;
  readonly key?: string;
}

/** A certificate and its key, which a person puts into a folder of the repository. */
export interface CertificateFiles {
  /** The names of the files in the folder. */
  readonly certificate: string;
  readonly key: string;
  readonly mount: Mount;
}

/**
 * @param what whose files they are, for messages
 * @param mountedAt where the folder is, inside the container
 * @throws if a path cannot be used
 */
export function certificateFiles(what: string, options: CertificateFilesOptions, mountedAt: string): CertificateFiles {
  const { folder = 'ssl', certificate = 'fullchain.pem', key = 'privkey.pem' } = options;
  for (const [name, file] of Object.entries({ certificate, key })) {
    requireMatch(
      `the ${name} of ${what}`, file, /^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*(?<!\/)$/,
      'files below the folder, of letters, digits and _ . - /',
    );
  }
  const path = requireRepositoryPath(`the folder of ${what}`, folder);
  return {
    certificate, key, mount: Volume.providedFiles(path, [certificate, key]).mountReadOnlyAt(mountedAt),
  };
}
