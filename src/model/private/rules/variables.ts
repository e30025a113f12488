import { Subject } from './rule';

/** A secret that is read from a file has its path in `<variable>_FILE`. */
export function secretFiles({ environment, service, spec }: Subject): string[] {
  const files = service.secretFilesIn(environment).map(({ variable }) => variable);
  return files.filter((variable) => Object.hasOwn(spec.environment ?? {}, `${variable}_FILE`)).map((variable) =>
    `service "${service.id}" reads ${variable} from a file in environment "${environment.name}" (secretFiles), whose path is `
    + `${variable}_FILE, and has another ${variable}_FILE in its environment: remove one of them`);
}
