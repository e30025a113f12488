/*
 * Users of an application, in a process of their own: node generator.mjs '{"origin": "http://127.0.0.1:8080", "paths": {"get": "/"}}'
 *
 * The options are those of load.ts. It reads commands as JSON lines and answers each of them with one line:
 *
 *   {"mark":"name"}   a new window of time begins: {"marked":"name"}
 *   {"report":true}   what was counted so far: {"report":{…}}
 *   {"stop":true}     requests under way are finished, the final report is given, {"final":{…}}, and it ends with 0
 *
 * It ends when nobody can give it commands any more.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Client } from './client.mjs';
import { Statistics } from './statistics.mjs';
import { HeldWebSocket } from './websocket.mjs';

const KINDS = ['get', 'page', 'post', 'slow'];

const DEFAULTS = {
  clients: 50,
  paths: {},
  postBody: {},
  headers: {},
  // 50 clients with this pause, of whose requests every twentieth takes 2 s, make about 120 requests a second
  thinkMilliseconds: 280,
  timeoutSeconds: 60,
  releaseHeader: 'x-release',
  firstWindow: 'start',
};

const options = optionsFrom(process.argv[2]);
const statistics = new Statistics(options.firstWindow);
const clients = Array.from({ length: options.clients }, (_, index) => new Client(index, options, statistics));
const websocket = options.websocketPath === undefined ? undefined : new HeldWebSocket(options, statistics);

const COMMANDS = {
  mark: (name) => {
    statistics.mark(name);
    say({ marked: name });
  },
  report: () => say({ report: statistics.report() }),
  stop: async () => {
    websocket?.stop();
    clients.forEach((client) => client.stop());
    await running;
    say({ final: statistics.report() }, () => process.exit(0));
  },
};

process.stdout.on('error', () => process.exit(1));
const input = createInterface({ input: process.stdin });
let turn = Promise.resolve();
input.on('line', (line) => turn = turn.then(() => obey(line)));
input.on('close', () => process.exit(1));

const running = Promise.all(clients.map((client) => client.run()));
websocket?.start();
say({ ready: true });

async function obey(line) {
  try {
    const [[name, value]] = Object.entries(JSON.parse(line));
    if (!Object.hasOwn(COMMANDS, name)) {
      throw new Error(`there is no command "${name}": allowed are ${Object.keys(COMMANDS).join(', ')}`);
    }
    await COMMANDS[name](value);
  } catch (error) {
    say({ error: error.message });
  }
}

function say(message, then) {
  process.stdout.write(`${JSON.stringify(message)}\n`, then);
}

function optionsFrom(argument) {
  const given = { ...DEFAULTS, ...JSON.parse(argument) };
  const unknown = Object.keys(given.paths).filter((kind) => !KINDS.includes(kind));
  if (unknown.length > 0 || Object.keys(given.paths).length === 0) {
    throw new Error(`paths are given for ${unknown.join(', ') || 'nothing'}: allowed are ${KINDS.join(', ')}, and one is needed`);
  }
  return { ...given, ca: given.ca && readFileSync(given.ca) };
}
