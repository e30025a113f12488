import { requireInteger } from '../base/checks';

/** The largest number that a user or a group of Linux can have. */
const MOST = 4_294_967_294;

/** The user that a container runs as. In numbers, because a platform that has to know whether it is root cannot look a name up. */
export class ContainerUser {
  /**
   * A user and a group by their numbers, as `id` prints them in a container of the image.
   *
   * @param uid the user, 0 is root
   * @param gid the group; by default the same number as the user
   * @throws if one of them is no number of a user or group
   */
  public static of(uid: number, gid: number = uid): ContainerUser {
    requireInteger('the uid of a container\'s user', uid, 0, MOST);
    requireInteger('the gid of a container\'s user', gid, 0, MOST);
    return new ContainerUser(uid, gid);
  }

  /**
   * Whoever the mounted sources belong to, so that what the container writes to them belongs to that person too. Only where sources
   * are mounted (`liveReload`).
   */
  public static ownerOfSources(): ContainerUser {
    return new ContainerUser();
  }

  /** The number of the user; `undefined` where it is known only on the machine that has the sources. */
  public readonly uid?: number;
  /** The number of the group; `undefined` where it is known only on the machine that has the sources. */
  public readonly gid?: number;

  private constructor(uid?: number, gid?: number) {
    this.uid = uid;
    this.gid = gid;
  }

  /** Whether it is the one to whom the mounted sources belong. */
  public get isOwnerOfSources(): boolean {
    return this.uid === undefined;
  }

  /** As `docker run --user` takes it: `1000:1000`. */
  public toString(): string {
    return this.isOwnerOfSources ? 'the owner of the sources' : `${this.uid}:${this.gid}`;
  }
}
