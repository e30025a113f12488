import { productionDiagram } from './diagram';
import { PortFacts } from './facts';
import { code, codes, each, indented, md, numbered, table, when } from './markdown';
import { ProductionFacts, SecuredFacts, replaced } from './production-facts';
import { releasedTable, replacementTable, secretTable } from './production-tables';
import { ProductionText, ProductionWords } from './production-text';
import { variableTable, volumeTable } from './tables';
import { WORDS as GUIDE } from './words-en';
import { Rollout } from '../../platforms/compose/plan/rollout';

const WORDS: ProductionWords = {
  serviceTable: { service: 'Service', what: 'What it is', image: 'Image', port: 'Port (variable)', limits: 'At most', containers: 'Containers' },
  replacementTable: { service: 'Service', how: 'How it is replaced', grace: 'Time to finish' },
  secretTable: { file: 'File', readBy: 'Read by', what: 'What it is' },
  rollout: {
    [Rollout.BLUE_GREEN]: 'the new one starts beside the old one; requests go over at once, when the new one is healthy',
    [Rollout.OVERLAPPING]: 'the new one starts beside the old one; both answer until the old one stops',
    [Rollout.HANDED_OVER]: 'the new one starts beside the old one, which finishes the tasks that it has begun',
    [Rollout.IN_PLACE]: 'the old one stops and the new one starts, because two cannot have one port: only when it has changed itself, and with a moment without answers',
    [Rollout.LAST]: 'last of all: the old one stops, and the new one starts',
    [Rollout.CLOCK]: 'last of all: the old one stops before the new one starts, and there are never two',
    [Rollout.JOB]: 'runs once for each release, before the new one takes over',
    [Rollout.NEVER]: 'never; it is started if it is not running',
  },
  cpus: (cpus) => `${cpus} CPU`,
  memory: (memory) => `${memory} of memory`,
  processes: (pids) => `${pids} processes`,
  users: 'users',
  internal: 'internal',
  external: 'external',
};

const BESIDE = [Rollout.BLUE_GREEN, Rollout.OVERLAPPING, Rollout.HANDED_OVER];

/** How the stack is brought to its users, in English. */
export const PRODUCTION_EN: ProductionText = {
  production: (p, f) => md`
## Production

In production, ${p.title} runs on a server, with ${p.links.composeFile}, and everything goes through ${p.links.script}:

'''bash
${p.script} help
'''

What is different from development:

${table(['', 'Development', 'Production'], [
  ...p.images.length > 0 ? [
    ['Code', f.reloading.all.length > 0 ? 'mounted from the repository: a change is there at once' : 'inside the images', 'inside the images: only a release changes it'],
    ['Images', 'those of the latest build', `${codes(p.images, 'and')}: one for each release`],
  ] : [],
  ['Variables', `${f.envFile.code}${when(f.developmentSecrets, ', with default passwords')}`,
    `${p.envFile.code}${when(p.required.length > 0, `: ${p.required.length} required, without a default`)}`],
  ...p.secretFiles.length > 0 ? [['Secrets', `in ${f.envFile.code}`, `${p.secretFiles.length} in files: ${p.secretFiles.map(({ file }) => file).join(', ')}`]] : [],
  ['Ports', f.published.length === 0 ? 'none' : `${f.published.map(({ hostPort }) => hostPort).join(', ')}${when(f.onThisMachineOnly, ': on this machine only')}`,
    p.published.length === 0 ? 'none'
      : `${p.published.map(({ service, hostPort }) => `${hostPort} of ${code(service)}`).join(', ')}: ${p.onThisMachineOnly ? 'on the server itself only' : 'open to the network'}`],
  ...p.external.map(({ id, title, variables }) => [title, `in the stack: ${code(id)}`, `outside of the stack${when(variables.length > 0, `: ${codes(variables, 'and')} ${variables.length === 1 ? 'says' : 'say'} where`)}`]),
  ...p.dataNetwork ? [['Databases', `in the stack, on the network ${code(f.network)}`, `in the stack, on the network ${code(p.dataNetwork.name)}, without a port on the server`]] : [],
  ...p.limited && !f.limited ? [['CPU and memory', 'not limited', 'limited']] : [],
])}

${releasedTable(p, WORDS, GUIDE)}

What is true of every container:

- **Logs:** at most 3 files of 10MB a container; older ones are dropped.
- **Privileges:** no process gains new ones (''no-new-privileges''), and Linux capabilities are dropped${p.released.filter(({ capabilities }) => capabilities.length > 0)
  .map(({ id, capabilities }) => `, except ${codes(capabilities, 'and')} in ${code(id)}`).join('')}.
- **Files:** a container writes only to volumes and to folders in memory${when(p.writableRoots.length > 0, `, except ${codes(p.writableRoots, 'and')}`)}.
${when(p.restarts, '- **Restart:** a container that ends comes back by itself, after a reboot of the server, too.\n')}
${each(p.external.filter(({ initFiles }) => initFiles.length > 0), ({ title, initFiles }) =>
  md`${title} is outside of the stack, so ${initFiles.join(', ')} does not run there: create what it creates (user, collections, tables, indexes) before the first deploy.`)}

### How services are connected in production

'''mermaid
${productionDiagram(p, WORDS)}
'''

An arrow goes from a service to what it uses${when(p.volumes.length > 0, '; a dotted line to the volume in which its data is')}.
${when(p.dataNetwork !== undefined, md`The network ''${p.dataNetwork?.name ?? ''}'' has no way out, and nobody comes in: on it are only ${codes([...p.dataNetwork?.services ?? [], ...p.dataNetwork?.users ?? []], 'and')}.`)}
`,

  variables: (p) => md`
### Production variables

They are read from ${p.envFile.code}; its template is ${p.links.envTemplate}. After a variable was changed, deploy: the services that read it are replaced.

${variableTable(p, GUIDE)}
`,

  firstDeploy: (p) => md`
## First deploy

The server needs Docker >= 24.0, Docker Compose >= 2.20 and git. ${p.clone
  ? 'Clone the repository there, as in [Quick Start](#quick-start), and run everything in its root.'
  : 'Bring the repository there, and run everything in its root.'}

${numbered([
  md`**Create the file ${p.envFile.code}:**

   '''bash
   ${p.copyEnvFile}
   # Nobody else reads it
   chmod 600 ${p.envFile.word}
   '''

   ${when(p.required.length > 0, md`Fill in ${codes(p.required, 'and')}. `)}${when(p.variables.some(({ secret }) => secret), md`For a password or key that is yours alone, ''openssl rand -hex 32'' gives a value.
   Placeholders, and values that are in the repository, are refused. `)}The file is the server's alone: git ignores it.
`,
  p.secretFiles.length === 0 ? undefined : md`**Create the files of secrets:** one for each secret, with the value and nothing else. Git ignores them; the container's user must be able to read them.

   '''bash
   mkdir -p ${p.secretsFolder}
   '''

${indented(secretTable(p, WORDS, GUIDE))}
`,
  p.requiredFiles.length === 0 ? undefined : md`**Put the files there that only you have;** without them there is no deploy. Do not commit them.

${each(p.requiredFiles, ({ service, files, user }) => `   - ${files.join(', ')}: of ${code(service)}${user === undefined ? '' : `, which reads them as user ${code(user)}`}`)}
`,
  md`**Check**, without changing anything: versions, variables, files, ports and disk space.

   '''bash
   ${p.script} deploy --dry-run
   '''
`,
  md`**Deploy:**

   '''bash
   ${p.script} deploy
   '''

   The first time, images are pulled and built, which takes a few minutes. The command ends when everything is healthy.
`,
  md`**Look at the result:** the release in service, the containers and their health.

   '''bash
   ${p.script} status
   '''
`,
])}
${when(p.entrances.length > 0, p.onThisMachineOnly ? md`
The ports (${p.entrances.map(({ hostPort }) => hostPort).join(' and ')}) are open on the server itself only: users come in at what is in front of it, a proxy for example.
` : md`
Users come in at ${p.entrances.length === 1 ? 'port' : 'the ports'} ${p.entrances.map(({ hostPort }) => hostPort).join(' and ')} of the server: open ${p.entrances.length === 1 ? 'it' : 'them'} in the firewall, and let the DNS entry lead to the server.
`)}
Do not use ''docker compose up'' in production: it does not know which release is in service, and replaces containers without waiting for the new ones.
`,

  otherMachine: (p) => md`
### Deploy from another machine

With ''DOCKER_HOST'', commands are run here and concern the Docker of another machine, over SSH; images are built there:

'''text
DOCKER_HOST=ssh://deploy@server.example.com ${p.script} deploy
'''

- ${p.envFile.code}${p.saved.length > 0 ? md`, ''${p.state.folder}'' and ''${p.backups}''` : md` and ''${p.state.folder}''`} stay on this machine: make all deploys from the same one, because from another nobody sees the lock or the releases.
- Disk space over there is not checked, and ports are checked on this machine.
${p.mounted.length > 0
  ? md`- What containers see of the repository does not go along: ${p.mounted.join(', ')}. The Docker over there looks on the disk over there, at the same path: clone the repository on the server and deploy on it.`
  : '- Containers see nothing of the repository: nothing is missing over there.'}
`,

  releases: (p) => md`
## Releases

A release is ${p.images.length > 0 ? md`a set of images with the same id (${codes(p.images, 'and')}) and` : 'an id and'} the Compose file that it ran with, kept in ''${p.state.release}''.
The id is the git revision; where files differ from the commit, with ''-dirty-'' and the time. You may give another one: the version, for example.

'''bash
# Release what is in this folder, after a git pull
${p.script} deploy

# With an id of yours
${p.script} deploy --release <release>

# All attempts, when they were made and how they ended; * marks the release in service
${p.script} history

# The release in service, the containers and their health
${p.script} status
'''

The last ${p.keptReleases} releases that were in service are kept${when(p.images.length > 0, ', with their images')}; older ones are removed.
${when(p.images.length > 0, 'Do not use `docker image prune --all`: it removes the kept images, too, and without them there is no rollback.')}
`,

  deploySteps: (p) => md`
### What happens in a deploy

${numbered([
  'Checks: Docker, variables, files, disk space, ports. If anything is missing, all of it is named, and nothing changes.',
  md`Lock: one deploy at a time, in ''${p.state.lock}''. What a killed deploy has left behind is removed.`,
  p.images.length === 0 ? undefined : `Build: ${codes(p.images, 'and')}.`,
  about(replaced(p, Rollout.NEVER), (services) => `Data: a deploy starts ${services} if need be; apart from that, it does not touch them.`),
  p.jobs.length === 0 ? undefined : md`Jobs of the release, once each: ${jobsOf(p)}. The release before it still answers. If one fails, the deploy ends here.`,
  'What has changed: a service with the same configuration and the same image stays as it is.',
  about(replaced(p, ...BESIDE), (services) =>
    `The new containers of ${services} start beside the old ones, and have to be healthy for ${p.settleSeconds} s (\`SETTLE_SECONDS\`).`),
  about(replaced(p, Rollout.IN_PLACE), (services) => `${services}: if changed, the old one stops and the new one starts.`),
  about(replaced(p, Rollout.BLUE_GREEN), (services) => `Requests to ${services} go over to the new ones.`),
  about(replaced(p, ...BESIDE, Rollout.IN_PLACE), () =>
    `Watching: the new ones have to stay healthy for another ${p.watchSeconds} s (\`WATCH_SECONDS\`)${when(replaced(p, ...BESIDE).length > 0, ', with the old ones still there')}.`),
  about(replaced(p, Rollout.CLOCK, Rollout.LAST), (services) => `${services}: the old one stops, and only then the new one starts.`),
  md`Record: the release is in service, in ''${p.state.current}'' and in the ''history''.`,
  about(replaced(p, ...BESIDE), () => 'The old ones finish what they have begun, each in its own time, and are removed.'),
])}

If anything fails before the record, everything is undone, and the release before it keeps serving: see [When a deploy fails](#when-a-deploy-fails).

${replacementTable(p, WORDS)}

To watch for longer, this once: ''SETTLE_SECONDS=30 WATCH_SECONDS=60 ${p.script} deploy''.
`,

  rollback: (p) => md`
## Rollback

A release that is kept comes back without a build: ${when(p.images.length > 0, 'its images and ')}its Compose file ${p.images.length > 0 ? 'are' : 'is'} still here. It goes through the same steps as a deploy, health checks included.
If one fails, the present release keeps serving.

'''bash
# Go back to the last release that was in service before this one
${p.script} rollback

# Show the releases
${p.script} history

# Go back to one of them
${p.script} rollback <release>
'''

Go back as soon as there is an error that health checks do not see, and look for its cause afterwards. To go forward again, fix it and deploy.
''rollback'' without an id, twice in a row, ends where it began: to go back further, give the id.
`,

  notRolledBack: (p) => md`
### What does not go back

${[
  md`- **Data**${when(p.saved.length > 0, ` (${codes(p.saved.map(({ id }) => id), 'and')})`)} and volumes: what the new release has written stays written.${when(p.saved.length > 0, ' Only a [backup](#backup) brings them back.')}`,
  ...p.jobs.length > 0 ? [md`- **Jobs of the release** (${jobsOf(p)}): a rollback neither runs nor undoes them.`] : [],
  md`- **Variables** of ${p.envFile.code}${when(p.secretFiles.length > 0, ` and secrets of ${code(p.secretsFolder)}`)}: the present ones apply. Do not delete one that a kept release still needs.`,
  ...p.requiredFiles.length > 0 ? [md`- **Files that only you have** (${p.requiredFiles.flatMap(({ files }) => files).join(', ')}): the present ones apply.`] : [],
].join('\n')}
`,

  migrations: (p) => md`
### Migrations in two steps

The old release and the new one use the same data: at the same time during a deploy, and after a rollback the old one has what the new one left.
So no release changes what the one before it needs:

1. **Expand:** a release adds the new thing (field, collection, table, index) and still writes the old one, too. Both releases work; a rollback is safe.
2. **Contract:** when nobody wants to go back any more, a later release removes the old thing.

To rename a field, then, is to add one and to remove the other, two releases later. ${p.jobs.length > 0
  ? md`What ${jobsOf(p)} does follows the same rule.`
  : 'A migration that the application makes by itself when it starts follows the same rule.'}
`,

  https: (p) => md`
## HTTPS and certificates

${p.secured.length === 0 ? md`
Users come in at ${codes([...new Set(p.entrances.map(({ service }) => service))], 'and')}, on ${p.entrances.map(({ hostPort }) => hostPort).join(' and ')}, and this stack does not serve HTTPS: what passes there can be read on its way.
Put something in front that does (a load balancer, a proxy), or give the service at the entrance a domain or certificates, in ${p.projenrc}.
` : each(p.secured, (service) => secured(p, service))}`,

  backup: (p) => md`
## Backup

'''bash
# Save the data of ${codes(p.saved.map(({ id }) => id), 'and').replace(/`/g, '')}
${p.script} backup
${when(p.saved.length > 1, md`
# Save that of one only
${p.script} backup ${p.saved[0]?.id ?? ''}
`)}
# Show the backups
ls -l ${p.backups}

# Remove those that are older than 30 days
find ${p.backups} -type f -mtime +30 -delete
'''

Each file in ''${p.backups}'' is named after the service and the time (UTC), and nobody else reads it; git ignores the folder.
${each(p.saved.filter(({ paused }) => paused), ({ id }) => md`''${id}'' stands still while it is copied: for a moment, those who use it wait.`)}

Make one a day, and one before each deploy that migrates data. With cron:

'''text
0 3 * * * ${p.scriptOnServer} backup
'''

A backup on the same disk is lost with it: copy each file to another machine.${when(p.unsavedVolumes.length > 0,
  ` The volumes of ${codes(p.unsavedVolumes, 'and')} are not part of the backup.`)} All volumes:

${volumeTable(p, GUIDE)}
`,

  restore: (p) => md`
### Restore

'''bash
# Replaces all data of the service; asks first
${p.script} restore <file>
'''

The name of the file says which service it belongs to: keep it. ''--yes'' does not ask.
The application keeps running while data is replaced: do it when nobody uses it, and with a release that understands data of that time.

A backup that was never restored is only a hope. Once a month, restore the latest one on another machine: clone the repository there, deploy, restore,
and see whether the application shows what it should.
`,

  scaling: (p, { id, statement }) => md`
## More containers of a service

In ${p.projenrc}:

'''ts
${statement}
'''

Then generate the files, commit them and deploy:

'''bash
${p.projenCommand}
${p.script} deploy
${p.script} status
'''

${when(p.limited, `Limits of CPU and memory are for each container: three of ${code(id)} may use three times what the table says. `)}During a deploy, there are twice as many.
${when(p.single.published.length > 0, `There can be only one of ${codes(p.single.published, 'and')}: two cannot have the same port of the server. `)}${when(p.single.clock.length > 0,
  `There can be only one of ${codes(p.single.clock, 'and')}: two would do everything twice.`)}
`,

  failing: (p) => md`
## When a deploy fails

The release before it keeps serving: what was started is removed, and requests stay with the old containers. The command says why,
shows the last lines of the container that failed and what its health check answered, and ends with a code other than 0.

'''bash
# What is in service
${p.script} status

# The attempts, and why they failed
${p.script} history

# The logs of what runs
${p.script} logs ${p.application}
'''

${table(['Message', 'What has changed', 'What to do'], [
  ...p.required.length > 0 ? [['`has no value`', 'nothing', `give the variable a value in ${p.envFile.code}`]] : [],
  ...p.variables.some(({ secret, required }) => secret || required)
    ? [['`only a placeholder, or known to everybody`', 'nothing', `replace it in ${p.envFile.code} by one of yours: \`openssl rand -hex 32\``]] : [],
  ...p.requiredFiles.length > 0 || p.secretFiles.length > 0 ? [['`is missing or empty`', 'nothing', 'put the file in its place: [First deploy](#first-deploy)']] : [],
  ...p.published.length > 0 ? [['`is in use by`', 'nothing', `stop what uses the port, or move the port in ${p.envFile.code}`]] : [],
  ['`MiB are free`', 'nothing', '[make room](#no-space-for-a-release)'],
  ['`Another release is being made`', 'nothing', '[wait, or remove the lock](#interrupted-deploy)'],
  ...p.images.length > 0 ? [['`an image could not be built`', 'nothing', 'the error of the build is above']] : [],
  ...p.jobs.length > 0 ? [['`the job of ... failed`', 'what the job has written already', 'its output is above; fix it and deploy again: it runs once more']] : [],
  ['`could not be started`', 'nothing', 'what Docker answered is above'],
  ['`did not become healthy within`', 'nothing', 'read the last lines: is a variable missing? a service that does not answer?'],
  ['`did not stay healthy`', 'nothing', 'the container ended or its health check failed: read the last lines'],
  ...replaced(p, Rollout.BLUE_GREEN).length > 0
    ? [['`requests could not be sent`', 'nothing', 'see whether the service that passes them on is healthy: `status`']] : [],
  ['`it was interrupted`', 'nothing', '[deploy again](#interrupted-deploy)'],
  ...p.images.length > 0 ? [['`is not on this engine any more`', 'nothing', 'a rollback without its image: check the revision out and deploy']] : [],
  ['`No release is in service`', 'it is the first deploy', 'there is nothing to go back to: fix it and deploy again'],
])}
`,

  killed: (p) => md`
### Interrupted deploy

- **Ctrl+C, a closed terminal, ''kill'':** everything is undone, as with any failure.
- **''kill -9'', a power failure:** nothing could be undone. The release before it keeps serving, perhaps with new containers beside it. The next ''deploy'' or ''rollback''
  on this machine takes the lock over and removes what is left:

'''bash
${p.script} deploy
'''

A lock of another machine, in a shared folder, is not taken over: if it is certain that no deploy works there, ''rm -r ${p.state.lock}''.
`,

  noSpace: (p) => md`
### No space for a release

'''bash
docker system df
${when(p.images.length > 0, md`
# The images of this project, one for each release
docker image ls --filter 'reference=${p.stack}-*'
`)}'''

''docker builder prune'' removes the build cache, ''docker image prune'' images without a name; both ask first.
${when(p.images.length > 0, 'Without `--all`: the releases that are kept need their images. ')}Keeping fewer releases helps, too: ''releases: { keep: 2 }'' of the stack, in ${p.projenrc}.
`,

  logs: (p) => md`
### Logs in production

'''bash
# Of all services, following them; Ctrl+C ends it
${p.script} logs

# Of one, of the last ten minutes
${p.compose} logs --since 10m ${p.application}
'''

The logs of a container go with it, and a deploy replaces containers: whoever needs them for longer sends them somewhere else.
`,
};

/** HTTPS as one service serves it: with certificates that people put there, or with none that the repository has. */
function secured(p: ProductionFacts, { id, https, http, files, user, volumes }: SecuredFacts): string {
  const all = [...http, ...https].map(({ hostPort }) => hostPort).join(' and ');
  return files.length > 0 ? md`
''${id}'' serves HTTPS on ${portsOf(https)}, with the certificate and the key that you put on the server: ${files.join(', ')}.
${when(user !== undefined, md`The container's user ''${user ?? ''}'' must be able to read them. `)}They are mounted: they are part of no image, and they do not belong into git.

When the certificate is renewed, ''${id}'' has to restart to read it, which costs a moment without answers:

'''bash
${p.compose} restart ${id}
'''
` : md`
''${id}'' serves HTTPS on ${portsOf(https)}, and the repository gives it no certificate: it gets and renews one by itself. For that,

- the DNS entry of the domain leads to the server;
- ${http.length + https.length > 1 ? `the ports ${all} are` : `port ${all} is`} open to the internet: there the authority finds out whose domain it is;
- the server reaches the internet.

${when(volumes.length > 0, md`The certificate is kept in ${codes(volumes, 'and')}, which no deploy and no rollback touches. Do not delete it: authorities limit how many certificates they give in a week.`)}
If the browser refuses the certificate, the logs say why:

'''bash
${p.script} logs ${id}
'''
`;
}

function portsOf(ports: PortFacts[]): string {
  return ports.map(({ hostPort, variable }) => md`${hostPort} (''${variable}'')`).join(', ');
}

function jobsOf(p: ProductionFacts): string {
  return p.jobs.map(({ service, command }) => command === undefined ? service : `${command} in ${service}`).join(', ');
}

/** The line about services, if there are any. */
function about(ids: string[], line: (services: string) => string): string | undefined {
  return ids.length === 0 ? undefined : line(codes(ids, 'and'));
}
