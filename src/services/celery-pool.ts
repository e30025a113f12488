/** The pool with which a Celery worker runs tasks concurrently. */
export class CeleryPool {
  /** Processes, each with one task at a time; Celery's default, and right for most. */
  public static readonly PREFORK = new CeleryPool('prefork');
  /** Threads in one process: for I/O-bound tasks. */
  public static readonly THREADS = new CeleryPool('threads');
  /** One task at a time, in the worker's own process. */
  public static readonly SOLO = new CeleryPool('solo');
  /** Green threads; the application needs the package `gevent`. */
  public static readonly GEVENT = new CeleryPool('gevent');

  /**
   * Any other pool.
   *
   * @param name as `celery worker --pool` takes it
   */
  public static of(name: string): CeleryPool {
    return new CeleryPool(name);
  }

  /** The name, as `celery worker --pool` takes it. */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }
}
