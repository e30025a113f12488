import * as path from 'path';
import { DebugProtocol, Language } from '../../../model';
import { ComposePlan } from '../plan/compose-plan';
import { sourcesOf } from '../plan/volumes';

/** A way in which VS Code attaches to a program, in its own words. */
export interface LaunchConfiguration {
  readonly name: string;
  readonly type: string;
  readonly request: 'attach';
  readonly connect: { readonly host: string; readonly port: number };
  readonly pathMappings: { readonly localRoot: string; readonly remoteRoot: string }[];
}

const NAMES: Record<Language, (id: string) => string> = {
  [Language.EN]: (id) => `Attach to ${id}`,
  [Language.PT_BR]: (id) => `Anexar a ${id}`,
};

/** How VS Code attaches to the debuggers of an environment, in the order of its services. */
export function launchConfigurations({ stack, environment, services }: ComposePlan): LaunchConfiguration[] {
  return services.flatMap(({ id, spec, ports }) =>
    ports.filter(({ published, debugProtocol }) => published && debugProtocol === DebugProtocol.DEBUGPY).map(({ address, hostPort }) => ({
      name: NAMES[stack.language](id),
      type: 'debugpy',
      request: 'attach' as const,
      connect: { host: address, port: hostPort },
      pathMappings: sourcesOf(environment, spec)
        .map(({ folder, path: remoteRoot }) => ({ localRoot: path.posix.join('${workspaceFolder}', folder), remoteRoot })),
    })));
}
