/**
 * The registry of images that are built elsewhere, for example in CI. `docker login` is yours, on both sides: no password passes through
 * here.
 */
export interface RegistryOptions {
  /** The registry, with its port if need be: `ghcr.io`, `registry.example.com:5000`. */
  readonly host: string;

  /**
   * The path that all images have there: `acme/crm` makes `ghcr.io/acme/crm/conductor-backend:<release>`.
   *
   * @default - the images lie at the registry's root
   */
  readonly prefix?: string;

  /**
   * The platforms that images are built for, as `docker buildx build --platform` knows them. Several need a builder that can make them:
   * `docker buildx create --use`.
   *
   * @default - the one of the machine that builds
   */
  readonly platforms?: string[];

  /**
   * Where the builder looks for layers, as `docker buildx build --cache-from` knows it: `type=registry,ref=ghcr.io/acme/crm/cache`,
   * `type=gha`. Each image has the cache to itself only where the value says so: `{image}` in it stands for the image's name.
   *
   * @default - its own cache only
   */
  readonly cacheFrom?: string[];

  /**
   * Where the builder keeps layers, as `docker buildx build --cache-to` knows it:
   * `type=registry,ref=ghcr.io/acme/crm/cache:{image},mode=max`.
   *
   * @default - its own cache only
   */
  readonly cacheTo?: string[];

  /**
   * Whether a list of what is in an image (SBOM) is pushed with it. The builder has to know it: BuildKit 0.11 or newer, in a container or
   * with the image store of containerd.
   *
   * @default false
   */
  readonly sbom?: boolean;

  /**
   * Whether it is pushed with an image how it was built (provenance, SLSA), in full: `mode=max`. The same builders know it.
   *
   * @default false
   */
  readonly provenance?: boolean;
}
