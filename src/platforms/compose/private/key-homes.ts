/** What a key of a service is to the scripts, the template of the env file and the guide. */
export enum Meaning {
  /** They do not speak of it. */
  NEUTRAL = 'neutral',
  /** They read it from the file or the plan, so that what is set counts for them too. */
  REFLECTED = 'reflected',
  /** They would say what is not so: it has a home elsewhere. */
  REFUSED = 'refused',
}

/** What they read from the file: what weakens a service, its further volumes and networks, the variables in its texts. */
const REFLECTED = [
  'cap_add', 'cap_drop', 'cgroup', 'devices', 'environment', 'ipc', 'networks', 'pid', 'post_start', 'pre_stop', 'privileged', 'read_only',
  'security_opt', 'use_api_socket', 'user', 'userns_mode', 'uts', 'volumes',
];

/** What has a home elsewhere, with where. */
const HOMES: { readonly [key: string]: string } = {
  'build.context': 'the props of the service',
  'build.dockerfile': 'the props of the service',
  'build.dockerfile_inline': 'patchFile(...) of the stack, on the Dockerfile',
  'build.target': 'the props of the service',
  'command': 'environment.configure(service, { command })',
  'container_name': 'the id of the service: containers that are named cannot have two of them, as a release does',
  'cpus': 'environment.configure(service, { resources })',
  'depends_on': 'service.dependsOn(...)',
  'deploy.replicas': 'environment.configure(service, { replicas })',
  'deploy.resources.limits': 'environment.configure(service, { resources })',
  'deploy.resources.reservations.cpus': 'environment.configure(service, { resources })',
  'deploy.resources.reservations.memory': 'environment.configure(service, { resources })',
  'extends': 'a function of your .projenrc file that sets the same for both services',
  'healthcheck': 'environment.configure(service, { healthCheck })',
  'image': 'the props of the service',
  'mem_limit': 'environment.configure(service, { resources })',
  'mem_reservation': 'environment.configure(service, { resources })',
  'network_mode': 'a network of the file (configureFile) on which the service is too: without its own, others would not find it',
  'pids_limit': 'environment.configure(service, { resources })',
  'ports': 'hostPort of the service, and publishedOn and internalPorts of the environment',
  'profiles': 'the environments that the service is part of: onlyIn, or environments of a GenericService',
  'provider': 'a Compose file of your own: a service of a stack runs in containers',
  'scale': 'environment.configure(service, { replicas })',
  'stop_grace_period': 'environment.configure(service, { stopGracePeriod })',
};

/** What a key of a service means to the other files. */
export function meaningOf(key: string): Meaning {
  return HOMES[key] !== undefined ? Meaning.REFUSED : REFLECTED.includes(key) ? Meaning.REFLECTED : Meaning.NEUTRAL;
}

/** The key that has a home elsewhere, and where, if setting what the keys lead to would make the other files say what is not so. */
export function homeOf(trail: string[]): { readonly key: string; readonly home: string } | undefined {
  const key = trail.join('.');
  const found = Object.keys(HOMES).find((each) => key === each || key.startsWith(`${each}.`))
    // what is above it would remove it
    ?? Object.keys(HOMES).find((each) => each.startsWith(`${key}.`));
  return found === undefined ? undefined : { key: found, home: HOMES[found] };
}
