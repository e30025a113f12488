/*
 * What `assets/sh/before-start.sh` is told of a stack. Not part of the public API: this file is not exported by the room.
 */
import { Duration } from '../base';
import { NginxConfig } from './nginx-config';

/** A number as JSON writes it: what JavaScript and before-start.sh take for one. */
export const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/;

/** The facts of one stack. Paths are absolute and have no quotes, keys and variables are identifiers: whoever calls has checked them. */
export interface BeforeStartFacts {
  /** The configuration of nginx, with a `startFolder`. */
  readonly nginx: NginxConfig;

  /** Hashed files are kept for pages that were loaded before a release; `undefined`: they are not. */
  readonly retention?: RetentionFacts;

  /** The application's configuration, from variables of the environment; `undefined`: there is none. */
  readonly runtimeConfig?: RuntimeConfigFacts;
}

/** How long hashed files of earlier releases are kept, and where. */
export interface RetentionFacts {
  /** How many earlier releases. */
  readonly releases: number;
  /** How long after a release was last in service, in whole seconds. */
  readonly maxAge: Duration;
  /** A volume: `/var/lib/frontend-releases`. nginx finds the files in `files/`. */
  readonly folder: string;
  /** The folder of this release's files. */
  readonly root: string;
  /** The file that names those which have a hash, relative to the root. */
  readonly list: string;
}

/** A file of JSON that the application reads. */
export interface RuntimeConfigFacts {
  /** Where it is written: `/tmp/config.json`. */
  readonly file: string;
  /** Its properties, in their order. */
  readonly values: RuntimeConfigValue[];
}

/** One property of the application's configuration. */
export interface RuntimeConfigValue {
  /** The property's name. */
  readonly key: string;
  /** The variable of the environment that has its value. */
  readonly variable: string;
  /** A text is `""` if there is no value, anything else `null`. */
  readonly type: 'text' | 'number' | 'boolean';
}

/** The file of facts, which before-start.sh sources. */
export function beforeStartFacts({ nginx, retention, runtimeConfig }: BeforeStartFacts): string {
  const { folder, listens, services } = nginx._start!;
  return `\
# What before-start.sh has to know of this stack.
includes='${folder}'
listens='${listens.join('\n')}'
services='${services.join(' ')}'
${runtimeConfig ? `config='${runtimeConfig.file}'
properties='${runtimeConfig.values.map(({ type, key, variable }) => `${type} ${key} ${variable}`).join('\n')}'
` : ''}${retention ? `releases=${retention.releases}
max_age=${retention.maxAge.toSeconds()} # seconds
folder='${retention.folder}'
root='${retention.root}'
list='${retention.list}'
` : ''}`;
}
