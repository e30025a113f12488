/** A package of which it is known that it will be installed. */
export interface LockedPackage {
  /** As it is written: `Pillow`, `typing_extensions`. */
  readonly name: string;
  /** Its version, where it is pinned: `0.35.0`. */
  readonly version?: string;
}

/** What is known of the packages before they are installed. */
export interface KnownPackages {
  readonly installed: LockedPackage[];
  /** What is not installed because it is here, but in this version if it is. */
  readonly constrained: LockedPackage[];
}

/** The version of a package, where there is one and no other. Names are the same with `-`, `_` and `.`, and in any case. */
export function versionOf(name: string, packages: LockedPackage[]): string | undefined {
  const normal = (text: string) => text.toLowerCase().replace(/[-_.]+/g, '-');
  const versions = new Set(packages.filter((each) => normal(each.name) === normal(name)).map(({ version }) => version));
  versions.delete(undefined);
  return versions.size === 1 ? [...versions][0] : undefined;
}
