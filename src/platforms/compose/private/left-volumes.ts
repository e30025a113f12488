import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { mountOf } from '../plan/changes';
import { ComposePlan } from '../plan/compose-plan';

/** A volume of the file on the disk. */
interface EarlierVolume {
  /** The name that an engine knows it by. */
  readonly name: string;
  /** Where containers have it. */
  readonly paths: string[];
}

/** A line for each volume of the file on the disk that the plan has no more, by the names that an engine knows. */
export function leftVolumes(file: string, { files, volumes, project }: ComposePlan): string[] {
  const before = existsSync(file) ? volumesIn(readFileSync(file, 'utf-8'), path.dirname(file)) : [];
  const fresh = volumes.filter(({ fullName }) => !before.some(({ name }) => name === fullName));
  return before.filter(({ name }) => !volumes.some(({ fullName }) => fullName === name)).map(({ name, paths }) => {
    const left = `"${files.compose}" has the volume "${name}" no more: engines that have it keep it with its data, and nothing uses it; `;
    const heir = fresh.findIndex(({ mounts }) => mounts.some((mount) => paths.includes(mount.path)));
    if (heir < 0) {
      return `${left}remove it there with: docker volume rm ${name}`;
    }
    const [{ fullName }] = fresh.splice(heir, 1);
    return `${left}"${project}" starts with "${fullName}", empty. To go on with the data, copy it before the start: `
      + `docker run --rm -v ${name}:/from:ro -v ${fullName}:/to busybox:1 cp -a /from/. /to/`;
  });
}

/** None where the file cannot be read: what is wrong with it is nobody's loss. */
function volumesIn(text: string, folder: string): EarlierVolume[] {
  try {
    const { name = projectOf(folder), services, volumes } = parse(text) ?? {};
    const mounts = Object.values<any>(services ?? {}).flatMap((service) => service?.volumes ?? []).map(mountOf);
    return Object.entries<any>(volumes ?? {}).filter(([, volume]) => volume?.external !== true).map(([volume, keys]) => ({
      name: keys?.name ?? `${name}_${volume}`,
      paths: mounts.flatMap((mount) => mount?.name === volume ? [mount.path] : []),
    }));
  } catch {
    return [];
  }
}

/** What Compose calls the project of a file that does not name it. */
function projectOf(folder: string): string {
  return path.basename(path.resolve(folder)).toLowerCase().replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');
}
