import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { ComposePlan } from '../plan/compose-plan';

/** A line for each volume of the file on the disk that the plan has no more, by the names that an engine knows. */
export function leftVolumes(file: string, { files, volumes, project }: ComposePlan): string[] {
  const before = existsSync(file) ? namesIn(readFileSync(file, 'utf-8'), path.dirname(file)) : [];
  const now = volumes.map(({ fullName }) => fullName);
  const fresh = now.filter((name) => !before.includes(name));
  return before.filter((name) => !now.includes(name)).map((name) => {
    const left = `"${files.compose}" has the volume "${name}" no more: engines that have it keep it with its data, and nothing uses it; `;
    return left + (fresh.length === 0 ? `remove it there with: docker volume rm ${name}`
      : `"${project}" starts with ${fresh.map((each) => `"${each}"`).join(', ')}, empty. To go on with the data, copy it before the start: `
        + `docker run --rm -v ${name}:/from:ro -v ${fresh[0]}:/to busybox:1 cp -a /from/. /to/`);
  });
}

/** None where the file cannot be read: what is wrong with it is nobody's loss. */
function namesIn(text: string, folder: string): string[] {
  try {
    const { name = projectOf(folder), volumes } = parse(text) ?? {};
    return Object.entries<any>(volumes ?? {}).filter(([, volume]) => volume?.external !== true)
      .map(([volume, keys]) => keys?.name ?? `${name}_${volume}`);
  } catch {
    return [];
  }
}

/** What Compose calls the project of a file that does not name it. */
function projectOf(folder: string): string {
  return path.basename(path.resolve(folder)).toLowerCase().replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');
}
