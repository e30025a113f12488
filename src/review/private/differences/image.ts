import { ServiceDifference, added } from './difference';
import { MountKind, ServiceFacts } from '../../facts';
import { Remark, code, codes, ordinary, risky } from '../finding';
import { byDefault } from '../reading/compose-mounts-and-ports';
import { isUnpinned } from '../reading/dockerfile';

/** What a service runs: an image that is pulled, or one that is built here. */
export const image: ServiceDifference = ({ before, after }) => {
  if (before.build && after.build) {
    return built(before.build, after.build);
  }
  if (before.build || after.build) {
    return [ordinary(`${source(after)}, was ${source(before).replace(/^its /, 'an ')}`)];
  }
  return pulled(byDefault(before.image), byDefault(after.image), after.mounts.some(({ kind }) => kind === MountKind.VOLUME));
};

function built(before: Required<ServiceFacts>['build'], after: Required<ServiceFacts>['build']): Remark[] {
  const [gone, come] = [added(after.secrets, before.secrets), added(before.secrets, after.secrets)];
  return [
    ...before.dockerfile === after.dockerfile ? [] : [ordinary(`built from ${code(after.dockerfile)}, was ${code(before.dockerfile)}`)],
    ...before.context === after.context ? [] : [ordinary(`built with the folder ${code(after.context)}, was ${code(before.context)}`)],
    ...before.target === after.target ? []
      : [ordinary(`built up to the stage ${code(after.target || 'last')}, was ${code(before.target || 'last')}`)],
    ...come.length === 0 ? [] : [ordinary(`its build now reads ${codes(come)}`)],
    ...gone.length === 0 ? [] : [ordinary(`its build no longer reads ${codes(gone)}`)],
  ];
}

function source({ build, image: name }: ServiceFacts): string {
  return build ? `its image is built from ${code(build.dockerfile)}` : `its image is pulled: ${code(name)}`;
}

function pulled(before: string, after: string, keepsData: boolean): Remark[] {
  const [was, is] = [before, after].map(partsOf);
  if (before === after) {
    return [];
  }
  if (was.name !== is.name) {
    return [ordinary(`image ${code(before)} → ${code(after)}`)];
  }
  if (was.tag === is.tag) {
    return was.digest === '' ? [ordinary(`image ${code(is.version)} is now pinned by its digest, ${code(short(is.digest))}`)]
      : is.digest === '' ? [risky(`image ${code(is.version)} is no longer pinned by its digest: it is what its registry says`)]
        : [ordinary(`image ${code(is.version)}: another build of the same version, ${digests(was, is)}`)];
  }
  const unpinned = was.digest !== '' && is.digest === '' ? [risky('its image is no longer pinned by its digest')] : [];
  const [from, to] = [was, is].map(({ tag }) => /^v?(\d+)/.exec(tag)?.[1]);
  const sentence = `image ${code(is.name)} ${was.tag || 'without a version'} → ${is.tag || 'without a version'}`;
  return [
    // what has no version is told as what makes it less safe
    ...isUnpinned(after) && !isUnpinned(before) ? [] : [keepsData && from !== undefined && to !== undefined && from !== to
      ? risky(`${sentence}: another major version, on the data of the one before`) : ordinary(sentence)],
    ...unpinned,
  ];
}

function partsOf(reference: string): { name: string; tag: string; digest: string; version: string } {
  const [version, digest = ''] = reference.split('@');
  const [, name, tag = ''] = /^(.*?)(?::([^:/]+))?$/s.exec(version)!;
  return { name, tag, digest, version };
}

function digests(...references: { readonly digest: string }[]): string {
  return references.map(({ digest }) => code(short(digest))).join(' → ');
}

function short(digest: string): string {
  return digest.replace(/^(\w+:)?(\w{12})\w*$/, '$1$2');
}
