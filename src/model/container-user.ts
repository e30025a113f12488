import { requireInteger } from '../base/checks';

/** The largest user or group id in Linux. */
const MOST = 4_294_967_294;

/** The user that a container runs as, by numeric ids, because a platform that has to know whether it is root cannot look up a name. */
export class ContainerUser {
  /**
   * A user and a group by id, as `id` prints them in a container of the image.
   *
   * @param uid the user id; 0 is root
   * @param gid the group id; by default the same as the user id
   * @throws if one of them is not a valid id
   */
  public static of(uid: number, gid: number = uid): ContainerUser {
    requireInteger('the uid of a container\'s user', uid, 0, MOST);
    requireInteger('the gid of a container\'s user', gid, 0, MOST);
    return new ContainerUser(uid, gid);
  }

  /**
   * The owner of the mounted sources, so that files that the container writes there belong to the same user. Only where sources are mounted
   * (`liveReload`).
   */
  public static ownerOfSources(): ContainerUser {
    return new ContainerUser();
  }

  /** The user id; `undefined` if it is known only on the machine that has the sources. */
  public readonly uid?: number;
  /** The group id; `undefined` if it is known only on the machine that has the sources. */
  public readonly gid?: number;

  private constructor(uid?: number, gid?: number) {
    this.uid = uid;
    this.gid = gid;
  }

  /** Whether it is the owner of the mounted sources. */
  public get isOwnerOfSources(): boolean {
    return this.uid === undefined;
  }

  /** As `docker run --user` takes it: `1000:1000`. */
  public toString(): string {
    return this.isOwnerOfSources ? 'the owner of the sources' : `${this.uid}:${this.gid}`;
  }
}
