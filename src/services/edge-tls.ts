import { Mount } from '../model';
import { CERTIFICATE_FOLDER } from './private/caddyfile';
import { TlsSettings } from './private/caddyfile-options';
import { certificateFiles } from './private/certificate-files';
import { requireMatch } from '../base/checks';
import { requireProps } from '../base/props';

/** Options of {@link EdgeTls.automatic}. */
export interface AutomaticTlsOptions {
  /**
   * The contact address for the certificate authority, which warns of problems with certificates.
   *
   * @default - no contact address
   */
  readonly email?: string;
}

/** Where {@link EdgeTls.files} finds certificate and key. */
export interface TlsFilesOptions {
  /**
   * The folder of the files, relative to the repository's root. It is mounted, never copied into an image.
   *
   * @default "ssl"
   */
  readonly folder?: string;

  /**
   * The certificate with its chain, in PEM format, relative to the folder.
   *
   * @default "fullchain.pem"
   */
  readonly certificate?: string;

  /**
   * The private key, in PEM format, relative to the folder. User 1000 must be able to read it.
   *
   * @default "privkey.pem"
   */
  readonly key?: string;
}

/** Where an {@link EdgeProxy} gets its TLS certificates. With TLS, HTTP is redirected to HTTPS. */
export class EdgeTls {
  /**
   * Certificates that Caddy obtains from a public authority and renews (ACME). The edge needs a `domain` whose DNS entry points to it, and
   * ports 80 and 443.
   *
   * @param options the contact address
   * @throws if the email address is invalid
   */
  public static automatic(options: AutomaticTlsOptions = {}): EdgeTls {
    requireProps('AutomaticTlsOptions', options, 'EdgeTls.automatic');
    const { email } = options;
    if (email !== undefined) {
      requireMatch(
        'the email of EdgeTls.automatic', email, /^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
        'email addresses such as "admin@example.com"',
      );
    }
    return new EdgeTls({ automatic: { email } });
  }

  /**
   * A certificate and a key from files. They are read when the edge starts: restart it after renewing them.
   *
   * @param options where the files are
   * @throws if a path is invalid
   */
  public static files(options: TlsFilesOptions = {}): EdgeTls {
    requireProps('TlsFilesOptions', options, 'EdgeTls.files');
    const { certificate, key, mount } = certificateFiles('EdgeTls.files', options, CERTIFICATE_FOLDER);
    return new EdgeTls({ files: { certificate, key } }, [mount]);
  }

  /** No TLS: for a private network, or behind a load balancer that terminates TLS. */
  public static off(): EdgeTls {
    return new EdgeTls({});
  }

  private readonly settings: TlsSettings;
  private readonly mounted: Mount[];

  private constructor(settings: TlsSettings, mounted: Mount[] = []) {
    this.settings = settings;
    this.mounted = mounted;
  }

  /**
   * What the Caddyfile says.
   *
   * @internal
   */
  public get _settings(): TlsSettings {
    return this.settings;
  }

  /**
   * What the edge has to see.
   *
   * @internal
   */
  public get _mounts(): Mount[] {
    return [...this.mounted];
  }
}
