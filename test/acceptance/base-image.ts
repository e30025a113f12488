import { inspectImage } from './engine';

/**
 * What official base images take on disk on linux/amd64, in bytes: "Virtual Size (total size of all layers on-disk)" in
 * https://github.com/docker-library/repo-info. Needed where a base was built locally because no registry answers.
 */
const OFFICIAL_BYTES: { readonly [image: string]: number } = {
  // repos/python/local/3.11-slim.md at 33cda30 (August 2026): ~ 124.84 Mb
  'python:3.11-slim': 124_840_000,
  // repos/nginx/local/1.31.6-alpine3.24.md at 8dcc444 (September 2026): ~ 62.94 Mb for nginx:alpine. The unprivileged image is
  // built by the same steps with another user and port (https://github.com/nginx/docker-nginx-unprivileged).
  'nginxinc/nginx-unprivileged:alpine': 62_940_000,
};

/** How large an image is on its official base. */
export interface ImageSize {
  /** Bytes that its own layers add to the base. */
  readonly added: number;
  /** Bytes of all layers, on the official base. */
  readonly total: number;
}

/**
 * @param image the image
 * @param base what its last stage starts from
 * @throws if it does not start from that
 */
export async function sizeOnOfficialBase(image: string, base: string): Promise<ImageSize> {
  const [built, from] = [await inspectImage(image), await inspectImage(base)];
  from.RootFS.Layers.forEach((layer, index) => {
    if (built.RootFS.Layers[index] !== layer) {
      throw new Error(`image "${image}" does not start with the layers of "${base}"`);
    }
  });
  const added = built.Size - from.Size;
  // an image that came from a registry knows by which digest
  const official = (from.RepoDigests ?? []).length > 0 ? from.Size : OFFICIAL_BYTES[base];
  if (official === undefined) {
    throw new Error(`"${base}" did not come from a registry: write down what the official image takes, with the source`);
  }
  return { added, total: added + official };
}

/** The image that a Dockerfile's last stage starts from, through the stages between them. */
export function baseOf(dockerfile: string): string {
  const stages = stagesOf(dockerfile);
  let { from } = stages[stages.length - 1];
  for (let stage = stages.find(({ name }) => name === from); stage; stage = stages.find(({ name }) => name === from)) {
    from = stage.from;
  }
  return from;
}

/** The images and stages that a Dockerfile's stages start from, by stage. */
export function stagesOf(dockerfile: string): Array<{ readonly name: string; readonly from: string }> {
  return [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, from, name]) => ({ name, from }));
}
