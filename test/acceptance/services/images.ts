import { createHash } from 'crypto';
import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { run, succeed } from '../command';

const LABEL = 'org.example.stand-in';

/** The official images that are needed, and what stands in for each of them where no registry answers. */
export const OFFICIAL: { readonly [tag: string]: string } = {
  'postgres:17': 'postgres', 'rabbitmq:4-management': 'rabbitmq', 'valkey/valkey:8-alpine': 'valkey',
};

/** Gets the official images, or builds what stands in for them under their names. They stay, as the other base images do. */
export async function prepareImages(): Promise<string[]> {
  const said = [];
  for (const [tag, folder] of Object.entries(OFFICIAL)) {
    said.push(`${tag}: ${await prepareImage(tag, path.join(__dirname, 'images', folder))}`);
  }
  return said;
}

async function prepareImage(tag: string, folder: string): Promise<string> {
  const recipe = createHash('sha256').update(readdirSync(folder).sort().map((file) => readFileSync(path.join(folder, file))).join('\0')).digest('hex').slice(0, 16);
  const present = await run(['docker', 'image', 'inspect', '--format', `{{index .Config.Labels "${LABEL}"}}`, tag]);
  if (present.code === 0 && [recipe, ''].includes(present.stdout.trim())) {
    return present.stdout.trim() === '' ? 'the real one' : 'a stand-in';
  }
  if ((await run(['docker', 'pull', '--quiet', tag], { timeoutSeconds: 300 })).code === 0) {
    return 'the real one';
  }
  await succeed(['docker', 'build', '--quiet', '--label', `${LABEL}=${recipe}`, '--tag', tag, folder], { timeoutSeconds: 600 });
  return 'a stand-in';
}
