import { ServiceDifference } from './difference';
import { MountFacts, MountKind } from '../../facts';
import { Remark, code, ordinary, risky } from '../finding';

/** What a container sees of storage outside of its image. Folders of the host are exposures. */
export const mounts: ServiceDifference = ({ before, after }) => {
  const targets = [...new Set([...before.mounts, ...after.mounts].map(({ target }) => folderOf(target)))];
  return targets.flatMap((target) => {
    const [was, is] = [before, after].map(({ mounts: all }) => all.find((mount) => folderOf(mount.target) === target));
    return is === undefined ? gone(was!) : was === undefined ? come(is) : moved(was, is);
  });
};

function gone(was: MountFacts): Remark[] {
  return [was.kind === MountKind.VOLUME
    ? risky(`no longer has the volume ${code(was.source)} at ${code(was.target)}: what it writes there is gone with its container`)
    : ordinary(`no longer has ${thing(was)} at ${code(was.target)}`)];
}

function come(is: MountFacts): Remark[] {
  return isOfHost(is) ? [] : [ordinary(`now has ${thing(is)} at ${code(is.target)}${is.readOnly ? ', read-only' : ''}`)];
}

function moved(was: MountFacts, is: MountFacts): Remark[] {
  if (was.kind === MountKind.VOLUME && (is.kind !== MountKind.VOLUME || was.source !== is.source)) {
    return [risky(
      `${code(is.target)} is now ${thing(is)} in place of the volume ${code(was.source)}, whose data stays there: it starts empty`,
    )];
  }
  if (was.kind !== is.kind || was.source !== is.source) {
    return isOfHost(is) ? [] : [ordinary(`${code(is.target)} is now ${thing(is)}, was ${thing(was)}`)];
  }
  if (was.readOnly !== is.readOnly) {
    return [is.readOnly ? ordinary(`can no longer write to ${thing(is)} at ${code(is.target)}`)
      : ordinary(`can now write to ${thing(is)} at ${code(is.target)}`)];
  }
  return was.target === is.target ? [] : [ordinary(`${thing(is)} at ${code(is.target)}, was ${code(was.target)}`)];
}

function thing({ kind, source }: MountFacts): string {
  switch (kind) {
    case MountKind.VOLUME: return `the volume ${code(source)}`;
    case MountKind.BIND: return `${code(source)} of the ${/^\.\//.test(source) ? 'repository' : 'host'}`;
    case MountKind.MEMORY: return 'a folder in memory';
    case MountKind.ANONYMOUS: return 'a volume that goes with the container';
  }
}

function isOfHost({ kind, source }: MountFacts): boolean {
  return kind === MountKind.BIND && /^(\/|~|\.\.(\/|$))/.test(source);
}

/** Options of a folder in memory come behind a colon. */
function folderOf(target: string): string {
  return target.split(':')[0];
}
