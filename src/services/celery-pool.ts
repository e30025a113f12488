/** How a Celery worker runs tasks concurrently: one of Celery's own pools, or another by its name. */
export class CeleryPool {
  /** A process for each task at a time; Celery's default, and right for most. */
  public static readonly PREFORK = new CeleryPool('prefork');
  /** A thread for each, in one process: for tasks that wait more than they compute. */
  public static readonly THREADS = new CeleryPool('threads');
  /** One task at a time, in the worker's own process. */
  public static readonly SOLO = new CeleryPool('solo');
  /** Green threads; the application needs the package `gevent`. */
  public static readonly GEVENT = new CeleryPool('gevent');

  /**
   * Another pool.
   *
   * @param name as `celery worker --pool` names it
   */
  public static of(name: string): CeleryPool {
    return new CeleryPool(name);
  }

  /** As `celery worker --pool` names it. */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }
}
