import { request } from 'http';

/** Where the engine listens; the set-up of a run names another one in DOCKER_HOST where the Docker context does. */
export const DEFAULT_ENGINE = 'unix:///var/run/docker.sock';

/** The address of the engine, as `DOCKER_HOST` takes it. */
export function engineAddress(): string {
  return process.env.DOCKER_HOST ?? DEFAULT_ENGINE;
}

/** The file of the engine's socket; `undefined` if it listens on a port. */
export function engineSocket(): string | undefined {
  const [, socket] = /^unix:\/\/(.+)$/.exec(engineAddress()) ?? [];
  return socket;
}

/**
 * Asks the engine itself: a command-line client for each look would take as long as what is looked for, and the processor with it.
 *
 * @throws if the engine does not answer with 200
 */
export function askEngine<T>(path: string): Promise<T> {
  return new Promise((resolve, reject) => {
    request({ ...endpoint(), path }, (response) => {
      let text = '';
      response.setEncoding('utf-8').on('data', (part: string) => text += part).on('error', reject).on('end', () => {
        if (response.statusCode === 200) {
          resolve(JSON.parse(text));
        } else {
          reject(new Error(`the engine answers ${response.statusCode} to ${path}: ${text}`));
        }
      });
    }).on('error', reject).end();
  });
}

function endpoint(): { readonly socketPath: string } | { readonly host: string; readonly port: string } {
  const socketPath = engineSocket();
  if (socketPath !== undefined) {
    return { socketPath };
  }
  const { protocol, hostname, port } = new URL(engineAddress());
  if (protocol !== 'tcp:' || process.env.DOCKER_TLS_VERIFY) {
    throw new Error(
      `the engine is at "${engineAddress()}": the acceptance run can ask "unix://<socket>" and, without TLS, "tcp://<host>:<port>"`,
    );
  }
  return { host: hostname, port };
}
