import { Keys, listOf } from './written';
import { listed, shown } from '../../../base/checks';

/** Where a service names something of the file, and under what the file has it. */
const REFERENCES: { readonly [section: string]: (service: Keys) => string[] } = {
  configs: (service) => [...grants(service.configs), ...names(service.credential_spec?.config)],
  models: ({ models }) => namesIn(models),
  networks: ({ networks }) => namesIn(networks),
  secrets: (service) => [...grants(service.secrets), ...grants(service.build?.secrets)],
  services: (service) => [
    ...namesIn(service.depends_on),
    ...[...listOf(service.links), ...listOf(service.volumes_from).filter((from) => !`${from}`.startsWith('container:'))].map(beforeColon),
    ...[service.ipc, service.pid, service.network_mode].flatMap((mode) => /^service:(.*)$/.exec(`${mode}`)?.[1] ?? []),
  ],
  volumes: ({ volumes }) => listOf(volumes).flatMap(volumeOf),
};

/** What services name and the file has not, with what it has. */
export function danglingReferences(document: Keys): string[] {
  return Object.entries(document.services ?? {}).flatMap(([id, service]) => Object.entries(REFERENCES).flatMap(([section, namedBy]) => {
    const known = [...Object.keys(document[section] ?? {}), ...section === 'networks' ? ['default'] : []];
    const missing = [...new Set(namedBy(service as Keys))].filter((name) => !known.includes(name) && !name.includes('$'));
    const more = section === 'services' ? '' : `; add it with configureFile({ ${section} })`;
    return missing.map((name) => `service "${id}" names ${section.replace(/s$/, '')} ${shown(name)}, which the file does not have: `
      + `allowed are ${listed(known)}${more}`);
  }));
}

/** The name of a volume that is mounted; none for paths and for those without a name. */
function volumeOf(mount: any): string[] {
  if (typeof mount === 'object' && mount !== null) {
    return mount.type === 'volume' ? names(mount.source) : [];
  }
  const [, source] = /^([^:]+):/.exec(`${mount}`) ?? [];
  return source === undefined || /^[./~$]/.test(source) ? [] : [source];
}

function grants(value: any): string[] {
  return listOf(value).map((grant) => typeof grant === 'object' && grant !== null ? `${grant.source}` : `${grant}`);
}

function namesIn(value: any): string[] {
  return Array.isArray(value) ? value.map((each) => `${each}`) : Object.keys(value ?? {});
}

function names(value: any): string[] {
  return value === undefined || value === null ? [] : [`${value}`];
}

function beforeColon(text: any): string {
  return `${text}`.split(':')[0];
}
