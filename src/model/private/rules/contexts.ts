import { Subject } from './rule';
import { Service } from '../../service';

/** An ignore file of one service hides what the image of another takes from the same folder. */
export function contexts({ stack, service, spec }: Subject): string[] {
  const folders = Object.values(spec.image.bind().builtFrom?.namedContexts ?? {});
  return folders.flatMap((folder) => {
    const file = stack.files.find(({ path }) => path === `${folder}/.dockerignore`);
    const owner = file?.node.scopes.find((scope): scope is Service => Service.isService(scope));
    return !owner || owner === service ? [] : [
      `services "${service.id}" and "${owner.id}" both have their files in "${folder}", where "${file!.path}" of "${owner.id}" hides `
      + `those of "${service.id}" from its image: give "${owner.id}" another id`,
    ];
  });
}
