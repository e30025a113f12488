/** A rule of a tool that what is written does not follow. */
export interface Exception {
  readonly tool: string;
  readonly rule: string;
  /** The findings that are allowed; all of that rule by default. */
  readonly about?: RegExp;
  readonly reason: string;
}

/** The only findings that there may be. Each of them is needed, or a test is red. */
export const EXCEPTIONS: Exception[] = [
  {
    tool: 'shellcheck',
    rule: 'SC2250',
    reason: 'style: "$name" is as safe as "${name}" wherever no letter follows, and shorter to read',
  },
  {
    tool: 'shellcheck',
    rule: 'SC2292',
    reason: 'style: [ ] is the same in sh and in bash, so that a reader needs to know one of them; what it compares is always quoted (SC2086 is on)',
  },
  {
    tool: 'shellcheck',
    rule: 'SC2249',
    reason: 'a case without a default is one in which nothing is to be done in all other cases',
  },
  {
    tool: 'shellcheck',
    rule: 'SC2310',
    about: /(replace|data|rabbitmq-health)\.sh/,
    reason: 'these functions end their steps with "|| return" or with their last command, and so do not rely on set -e',
  },
  {
    tool: 'shellcheck',
    rule: 'SC2311',
    about: /(replace|data)\.sh/,
    reason: 'the same, where what they print is taken',
  },
  {
    tool: 'shellcheck',
    rule: 'SC2154',
    about: /RABBITMQ_DEFAULT_/,
    reason: 'the container has these variables',
  },
  {
    tool: 'shellcheck',
    rule: 'SC2312',
    reason: 'where the exit code in a substitution or pipe matters, the script has pipefail or looks at what came; elsewhere empty is the answer',
  },
  {
    tool: 'markdownlint',
    rule: 'MD013',
    reason: 'a paragraph is one line, which is what a diff and a translation go by; editors and GitHub wrap it',
  },
  {
    tool: 'markdownlint',
    rule: 'MD033',
    about: /Element: br$/,
    reason: 'a cell of a table has no other way to begin a line',
  },
  {
    tool: 'markdownlint',
    rule: 'MD060',
    reason: 'cells are not filled up with spaces: a longer one would change every row of its table in a diff',
  },
  {
    tool: 'dclint',
    rule: 'service-keys-order',
    reason: 'the order is that in which a service is understood: what it runs, then with what, then how it is watched and limited',
  },
  {
    tool: 'dclint',
    rule: 'services-alphabetical-order',
    reason: 'services come in the order of the stack, those that others wait for first',
  },
  {
    tool: 'dclint',
    rule: 'service-dependencies-alphabetical-order',
    reason: 'the services that are waited for come in the order in which they were connected',
  },
  {
    tool: 'dclint',
    rule: 'service-ports-alphabetical-order',
    reason: 'HTTP comes before HTTPS',
  },
  {
    tool: 'dclint',
    rule: 'no-build-and-image',
    reason: 'Compose builds it and gives it that name, by which scripts find it and go back to an earlier release',
  },
  {
    tool: 'dclint',
    rule: 'require-quotes-in-ports',
    reason: 'quotes are for what YAML 1.1 reads as a number of base 60, such as 22:22; these begin with an address or have a variable',
  },
  {
    tool: 'hadolint',
    rule: 'DL3008',
    reason: 'Debian takes old versions away, so that a pinned one cannot be built next month; the base image says which Debian it is',
  },
  {
    tool: 'hadolint',
    rule: 'DL3022',
    about: /COPY --from/,
    reason: 'named contexts (additional_contexts of Compose) are no stages: this rule does not know them',
  },
  {
    tool: 'hadolint',
    rule: 'DL3042',
    reason: 'the cache is a cache mount at /root/.cache: this rule knows it at /root/.cache/pip alone',
  },
  {
    tool: 'hadolint',
    rule: 'DL3060',
    reason: 'the cache is a cache mount, which is in no layer',
  },
  {
    tool: 'caddy',
    rule: 'validate',
    about: /Unnecessary header_up X-Forwarded-Host/,
    reason: 'needed behind trusted proxies: by default Caddy hands on what they say, and here it is the host that the request has',
  },
  {
    tool: 'caddy',
    rule: 'validate',
    about: /listening only on the HTTP port, so no automatic HTTPS will be applied to this server/,
    reason: 'the server that redirects to HTTPS is meant to be without it',
  },
  {
    tool: 'gixy',
    rule: 'unanchored_regex',
    about: /well-known/,
    reason: 'hidden files are refused in whatever folder they are',
  },
  {
    tool: 'gixy',
    rule: 'worker_rlimit_nofile_vs_connections',
    reason: 'that file is the one of the image of nginx; the engine gives a container its limit',
  },
  {
    tool: 'gixy',
    rule: 'proxy_buffering_off',
    reason: 'only for routes with streaming, of which an answer has to arrive piece by piece',
  },
];
