import { Environment } from '../environment';
import { ServiceSpec } from '../service-spec';

/** A secret that a service reads from a file. */
export interface SecretFile {
  /** The variable that would hold it; `<variable>_FILE` says where the file is. */
  readonly variable: string;
  /** The secret's name. */
  readonly secret: string;
}

/** The secrets that a service reads from files. */
export function secretFilesIn(spec: ServiceSpec, environment: Environment): SecretFile[] {
  return !spec.secretFiles ? [] : Object.entries(spec.environment ?? {}).flatMap(([variable, value]) => {
    const secret = value._secretIn(environment);
    return secret === undefined ? [] : [{ variable, secret }];
  });
}
