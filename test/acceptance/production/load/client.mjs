import http from 'node:http';
import https from 'node:https';

/** What a client asks for, one after the other. Of 20 requests one is slow, so that some of them are always under way. */
const MIX = [
  'get', 'page', 'get', 'post', 'get', 'get', 'page', 'get', 'slow', 'get',
  'post', 'get', 'page', 'get', 'get', 'post', 'get', 'page', 'get', 'get',
];

/** How long before the end of a server's `Keep-Alive: timeout` a connection is given up. */
const KEEP_ALIVE_MARGIN_MS = 1000;

/** One user: asks, waits for the whole answer, thinks, and asks again. Nothing is ever asked twice. */
export class Client {
  constructor(index, options, statistics) {
    this.options = options;
    this.statistics = statistics;
    this.secure = options.origin.startsWith('https:');
    this.connection = index % 2 === 0 ? 'keep-alive' : 'new';
    this.agent = this.connection === 'keep-alive' ? keepingAgent(this.secure) : newAgent(this.secure, { keepAlive: false });
    // each begins elsewhere in the mix, so that they do not ask for the same thing at the same time
    const mix = MIX.filter((kind) => options.paths[kind] !== undefined);
    this.kindAt = (turn) => mix[(index + turn) % mix.length];
    this.random = seeded(index + 1);
  }

  /** Until `stop`; the request that is then under way is finished. */
  async run() {
    await this.think(this.random());
    for (let turn = 0; !this.stopping; turn += 1) {
      // as a browser looks at a connection before it uses it: what the server has said about it by now is read first
      await new Promise(setImmediate);
      const kind = this.kindAt(turn);
      const outcome = await this.request(kind);
      this.statistics.count((window) => window.request({ kind, connection: this.connection, ...outcome }));
      await this.think(0.5 + this.random());
    }
    this.agent.destroy();
  }

  stop() {
    this.stopping = true;
    this.wake?.();
  }

  async think(share) {
    if (!this.stopping) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, this.options.thinkMilliseconds * share);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  request(kind) {
    const { origin, paths, postBody, headers, ca, timeoutSeconds } = this.options;
    const body = kind === 'post' ? JSON.stringify(postBody) : undefined;
    const began = performance.now();
    return new Promise((resolve) => {
      let response;
      let late = false;
      const request = (this.secure ? https : http).request(new URL(paths[kind], origin), {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }), ...headers },
        agent: this.agent,
        ca,
      });
      const alarm = setTimeout(() => {
        late = true;
        request.destroy();
        broken(new Error('it was given up'));
      }, timeoutSeconds * 1000);
      const settle = (failure, release) => {
        clearTimeout(alarm);
        resolve({ reused: request.reusedSocket, milliseconds: performance.now() - began, failure, release });
      };
      const broken = (error) => {
        const because = [error.code, error.message].filter(Boolean).join(': ');
        if (late) {
          settle({ reason: 'timeout', error: `no ${response ? 'end of the answer' : 'answer'} within ${timeoutSeconds} s` });
        } else if (response) {
          settle({ reason: 'truncated', error: `the answer ${response.statusCode} broke off (${because})` });
        } else {
          settle({ reason: 'socket', error: because });
        }
      };
      request.on('error', broken);
      // after an answer or an error this changes nothing
      request.on('close', () => response ?? broken(new Error('closed without an answer')));
      request.on('response', (answer) => {
        response = answer;
        this.agent.idleMilliseconds = idleMilliseconds(answer.headers['keep-alive']);
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', broken);
        answer.on('close', () => answer.complete || broken(new Error('it is not complete')));
        answer.on('end', () => {
          const { statusCode: status, complete } = answer;
          if (!complete) {
            return broken(new Error('it is not complete'));
          }
          const text = Buffer.concat(parts);
          const failure = status >= 200 && status < 300 ? undefined : { reason: 'status', error: `${status}: ${text.toString().slice(0, 120)}` };
          return settle(failure, this.releaseIn(answer, text));
        });
      });
      request.end(body);
    });
  }

  /** Which release answered, if it says so. */
  releaseIn(answer, text) {
    const { releaseHeader, releaseField } = this.options;
    const header = answer.headers[releaseHeader.toLowerCase()];
    if (header !== undefined || releaseField === undefined || !/\bjson\b/.test(answer.headers['content-type'] ?? '')) {
      return header;
    }
    try {
      return JSON.parse(text.toString())?.[releaseField]?.toString();
    } catch {
      return undefined;
    }
  }
}

function newAgent(secure, options) {
  return secure ? new https.Agent(options) : new http.Agent(options);
}

/** Keeps one connection, for as long as the server says that it does. */
function keepingAgent(secure) {
  const agent = newAgent(secure, { keepAlive: true, maxFreeSockets: 1 });
  const { keepSocketAlive, reuseSocket } = agent;
  agent.keepSocketAlive = (socket) => {
    if (agent.idleMilliseconds <= 0 || !keepSocketAlive.call(agent, socket)) {
      return false;
    }
    socket.setTimeout(agent.idleMilliseconds ?? 0);
    socket.on('end', destroy);
    return true;
  };
  agent.reuseSocket = (socket, request) => {
    socket.off('end', destroy).setTimeout(0);
    reuseSocket.call(agent, socket, request);
  };
  return agent;
}

/** Node would let a request go out on a connection that the server has ended but that is not yet closed on this side. */
function destroy() {
  this.destroy();
}

function idleMilliseconds(keepAlive) {
  const timeout = /\btimeout=(\d+)/.exec(keepAlive ?? '');
  return timeout ? Number(timeout[1]) * 1000 - KEEP_ALIVE_MARGIN_MS : undefined;
}

/** Numbers between 0 and 1 that are the same in every run (https://en.wikipedia.org/wiki/Lehmer_random_number_generator). */
function seeded(seed) {
  let state = (seed * 48271 ** 2) % 0x7fffffff;
  return () => {
    state = (state * 48271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}
