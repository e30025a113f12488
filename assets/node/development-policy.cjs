/*
 * Loaded by Node.js before a development server, whichever it is (NODE_OPTIONS). Gives its pages the content security policy that is in
 * these variables, so that the browser's console shows what production would not load:
 *
 *   DEVELOPMENT_POLICY         the policy
 *   DEVELOPMENT_POLICY_HEADER  the name of the header, which says whether it is enforced or only reported
 */
'use strict';

const { ServerResponse } = require('node:http');

const { DEVELOPMENT_POLICY: policy, DEVELOPMENT_POLICY_HEADER: header } = process.env;
const { writeHead } = ServerResponse.prototype;

if (policy && header) {
  ServerResponse.prototype.writeHead = function (status, ...rest) {
    if (isPage(this, rest) && !this.hasHeader(header)) {
      this.setHeader(header, policy);
    }
    return writeHead.call(this, status, ...rest);
  };
}

/** Whether what is answered is a page, by headers that were set before or come with the status. */
function isPage(response, rest) {
  const given = rest.find((each) => typeof each === 'object' && each !== null) ?? {};
  const pairs = !Array.isArray(given) ? Object.entries(given)
    : Array.isArray(given[0]) ? given : given.flatMap((name, index) => index % 2 === 0 ? [[name, given[index + 1]]] : []);
  const type = pairs.find(([name]) => String(name).toLowerCase() === 'content-type')?.[1] ?? response.getHeader('content-type');
  return /^text\/html\b/i.test(String(type ?? ''));
}
