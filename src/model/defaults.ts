import { Duration } from '../base/duration';

/*
 * What holds where a service says nothing. Not part of the public API: this file is not exported by the room.
 */

/** How long a container may take to stop before it is killed: what engines do by themselves. */
export const STOP_GRACE_PERIOD = Duration.seconds(10);

/** How long what runs once for each release may take. */
export const RELEASE_TIMEOUT = Duration.minutes(30);

/** Processes and threads at most, so that a program that goes astray cannot take the machine with it. */
export const PIDS = 512;

/** Folders that are kept in memory and can be written to. */
export const WRITABLE_PATHS = ['/tmp'];
