/*
 * What stacks are made of: the version that is taken where none is named, and the last day on which each version gets security fixes. Not
 * part of the public API: this file is not exported by the room.
 */

/** Software of which there are images. */
export interface Software {
  readonly title: string;
  /** The names of its images, without registry and tag. */
  readonly images: string[];
  /** The version that is taken where none is named. */
  readonly byDefault?: string;
  /** The last day with security fixes, by version; what is not there is not announced. */
  readonly ends: { readonly [version: string]: string };
}

/** Each with the page of its makers that the days are from. They were read in November 2026. */
export const SOFTWARE = {
  /** https://devguide.python.org/versions/ has months, of which this is the last day. */
  python: {
    title: 'Python',
    images: ['python'],
    byDefault: '3.11',
    ends: { '3.10': '2026-10-31', '3.11': '2027-10-31', '3.12': '2028-10-31', '3.13': '2029-10-31', '3.14': '2030-10-31' },
  },
  /** https://github.com/nodejs/release#release-schedule */
  node: {
    title: 'Node.js',
    images: ['node'],
    byDefault: '24',
    ends: {
      20: '2026-04-30', 21: '2024-06-01', 22: '2027-04-30', 23: '2025-06-01', 24: '2028-04-30', 25: '2026-06-01', 26: '2029-04-30',
    },
  },
  /** https://nginx.org/en/download.html: a branch ends when the next one of its kind comes, which is announced for none. */
  nginx: {
    title: 'nginx',
    images: ['nginxinc/nginx-unprivileged', 'nginx'],
    ends: { 1.24: '2024-04-23', 1.25: '2024-05-28', 1.26: '2025-04-23', 1.27: '2025-06-24' },
  },
  /** https://www.mongodb.com/legal/support-policy/lifecycles */
  mongodb: {
    title: 'MongoDB',
    images: ['mongo'],
    byDefault: '7.0',
    ends: { '6.0': '2025-07-31', '7.0': '2027-08-31', '8.0': '2029-10-31', '8.2': '2026-07-31' },
  },
  /** https://www.postgresql.org/support/versioning/ */
  postgres: {
    title: 'PostgreSQL',
    images: ['postgres'],
    byDefault: '17',
    ends: { 13: '2025-11-13', 14: '2026-11-12', 15: '2027-11-11', 16: '2028-11-09', 17: '2029-11-08', 18: '2030-11-14' },
  },
  /** https://github.com/redis/redis/security names the versions that get fixes, and no days: these were taken off the list. */
  redis: {
    title: 'Redis',
    images: ['redis'],
    byDefault: '7',
    ends: { '7.0': '2024-07-29', '8.0': '2026-02-11' },
  },
  /** https://valkey.io/topics/releases/, with the extended security support of the last minor version of a major one. */
  valkey: {
    title: 'Valkey',
    images: ['valkey/valkey'],
    byDefault: '8',
    ends: { '7.2': '2029-04-16', '8.0': '2027-09-15', '8': '2030-03-31', '8.1': '2030-03-31', '9.0': '2028-10-21' },
  },
  /** https://www.rabbitmq.com/release-information: a series ends when the next one comes; its commercial support goes on. */
  rabbitmq: {
    title: 'RabbitMQ',
    images: ['rabbitmq'],
    byDefault: '4',
    ends: { '3': '2024-09-18', '3.12': '2024-02-22', '3.13': '2024-09-18', '4.0': '2025-04-15', '4.1': '2026-01-30' },
  },
  /** Its makers announce no days. */
  caddy: { title: 'Caddy', images: ['caddy'], byDefault: '2', ends: {} },
} satisfies { [name: string]: Software };

/** A version of which it is known when it ends. */
export interface EndingVersion {
  /** `Python 3.11` */
  readonly title: string;
  /** The last day with security fixes: `2027-10-31`. */
  readonly ends: string;
}

/** The version in an image, if it is known when that ends: its tag says it, or nothing does. */
export function endingVersion(image: string): EndingVersion | undefined {
  const [, name, tag = ''] = /^(?:[^/]*[.:][^/]*\/)?(?:library\/)?([^:@]+)(?::([^@]+))?/.exec(image) ?? [];
  const software: Software | undefined = Object.values(SOFTWARE).find(({ images }) => images.includes(name));
  const parts = tag.split('-')[0].split('.');
  const version = parts.map((_, index) => parts.slice(0, parts.length - index).join('.')).find((each) => software?.ends[each]);
  return software && version !== undefined ? { title: `${software.title} ${version}`, ends: software.ends[version] } : undefined;
}

/** The day on which files are written, `2026-11-27`: `SOURCE_DATE_EPOCH` says another one, as it does to other tools. */
export function today(): string {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH);
  return new Date(Number.isInteger(epoch) && epoch > 0 ? epoch * 1000 : Date.now()).toISOString().slice(0, 10);
}
