/**
 * The registry for images that are built elsewhere, for example in CI. Run `docker login` yourself on both sides: no password passes
 * through the scripts.
 */
export interface RegistryOptions {
  /** The registry host, with a port if needed: `ghcr.io`, `registry.example.com:5000`. */
  readonly host: string;

  /**
   * The path of all images there: `acme/crm` gives `ghcr.io/acme/crm/conductor-backend:<release>`.
   *
   * @default - the registry's root
   */
  readonly prefix?: string;

  /**
   * The platforms that images are built for, as for `docker buildx build --platform`. Several need a builder that supports them:
   * `docker buildx create --use`.
   *
   * @default - the platform of the building machine
   */
  readonly platforms?: string[];

  /**
   * Cache sources, as for `docker buildx build --cache-from`: `type=registry,ref=ghcr.io/acme/crm/cache`,
   * `type=gha`. For a separate cache per image, use `{image}` in it, which stands for the image's name.
   *
   * @default - its own cache only
   */
  readonly cacheFrom?: string[];

  /**
   * Cache destinations, as for `docker buildx build --cache-to`:
   * `type=registry,ref=ghcr.io/acme/crm/cache:{image},mode=max`.
   *
   * @default - its own cache only
   */
  readonly cacheTo?: string[];

  /**
   * Whether an SBOM is pushed with each image. The builder has to support it: BuildKit 0.11 or newer, in a container or with containerd's
   * image store.
   *
   * @default false
   */
  readonly sbom?: boolean;

  /**
   * Whether SLSA provenance (`mode=max`) is pushed with each image. It needs the same builders as `sbom`.
   *
   * @default false
   */
  readonly provenance?: boolean;
}
