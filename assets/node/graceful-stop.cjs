/*
 * Loaded by Node.js before an application that serves (--require). When the container is stopped, requests that are under way may end,
 * within GRACEFUL_SHUTDOWN_SECONDS, and no others are taken: Node.js by itself would break them off. An application that handles SIGTERM is
 * left to it, and is ended after that time all the same.
 */
'use strict';

const { Server } = require('node:net');

const servers = new Set();
const { listen } = Server.prototype;

Server.prototype.listen = function (...args) {
  servers.add(this);
  return listen.apply(this, args);
};

process.on('SIGTERM', () => {
  setTimeout(() => process.exit(), Number(process.env.GRACEFUL_SHUTDOWN_SECONDS) * 1000).unref();
  if (process.listenerCount('SIGTERM') > 1) {
    return;
  }
  const listening = [...servers].filter((server) => server.listening);
  Promise.all(listening.map((server) => new Promise((closed) => server.close(closed)))).then(() => process.exit());
  // a connection that is kept open is idle as soon as its request has ended
  setInterval(() => listening.forEach((server) => server.closeIdleConnections?.()), 50);
});
