import { diagram } from './diagram';
import { GuideText } from './guide-text';
import { codes, each, md, when } from './markdown';
import { PRODUCTION_EN } from './production-en';
import { serviceTable, sourceTable, variableTable, volumeTable } from './tables';
import { WORDS } from './words-en';

/** The guide in English. */
export const GUIDE_EN: GuideText = {
  words: WORDS,
  production: PRODUCTION_EN,

  introduction: (f, production) => md`
# Docker Setup - ${f.title}

How to run ${f.title} in containers on your machine: what to install, how to start, what runs where, and what to do when something does not work.${when(production !== undefined,
  '\nFrom [Production](#production) on: how it is released to its users, and how it goes back.')}
`,

  prerequisites: () => md`
## Prerequisites

- Docker >= 24.0
- Docker Compose >= 2.20
- git
- 4GB of RAM available
- 10GB of disk space

'''bash
docker version
docker compose version
'''

- **Linux:** Docker Engine with the Compose plugin, and your user in the group ''docker''.
- **macOS:** Docker Desktop, with at least 4GB of memory in *Settings > Resources*.
- **Windows:** WSL 2 with Docker Desktop. Clone the repository inside WSL (in ''~'', not in ''/mnt/c'') and run all commands in the WSL terminal.
`,

  quickStart: (f) => md`
## Quick Start

1. ${f.clone ? md`**Clone the repository:**

   '''bash
   git clone ${f.clone.url}
   cd ${f.clone.folder}
   '''` : md`**Open a terminal in the repository's root.** All commands of this guide are run there.`}

2. **Create the file ${f.envFile.code}:**

   '''bash
   ${f.copyEnvFile}
   # Edit it: fill in your API keys
   '''

   ${f.required.length > 0
      ? md`Fill in ${codes(f.required, 'and')}: without a value, nothing starts. `
      : md`To begin with, nothing has to be changed: fill in API keys later, for the features that you use. `}The file is yours alone: git ignores it.
   What each variable does is in [Environment variables](#environment-variables).

3. **Start the environment:**

   '''bash
   ${f.script} start
   '''

   The first time, images are pulled and built, which takes a few minutes. The command ends when everything is healthy.
${when(f.endpoints.length > 0, md`
4. **Open the application:**

${each(f.endpoints, ({ title, url, variable }) => md`   - ${title}: ${url} (port: ''${variable}'')`)}
`)}`,

  services: (f) => md`
## Services

${serviceTable(f, WORDS)}

${when(f.published.length > 0, md`The port is that of this machine; the variable, in ${f.envFile.code}, moves it. `)}${when(f.onThisMachineOnly && f.published.length > 0,
  'Ports are open on this machine only: nobody else on the network can reach them. ')}All of this is in ${f.links.composeFile}.

### How services are connected

'''mermaid
${diagram(f, WORDS.host)}
'''

An arrow goes from a service to what it uses${when(f.volumes.length > 0, '; a dotted line to the volume in which its data is')}.
On the network ''${f.network}'', services find each other by name${each(f.services.filter(({ ports }) => ports.length > 0).slice(0, 1),
  ({ id, ports }) => md`, as in ''${id}:${ports[0].port}''`)}: inside a container, ''localhost'' is the container itself.
`,

  commands: (f) => md`
## Useful Commands

All of them are in ${f.links.script}:

'''bash
# Show the containers and their health
${f.script} status

# Show the logs of all services and follow them; Ctrl+C ends it
${f.script} logs

# Show the logs of one
${f.script} logs ${f.application}

# Open a shell in the container
${f.script} shell ${f.application}

# Restart everything and wait until it is healthy again
${f.script} restart

# Restart one
${f.script} restart ${f.application}

# Complete rebuild: images from scratch, without cache
${f.script} rebuild

# Stop everything; data is kept
${f.script} stop

# Start everything; builds what has changed
${f.script} start

# Clean up: this project's containers, networks, volumes with their data, and images; asks first
${f.script} clean

# Show the help
${f.script} help
'''

''restart'', ''logs'', ''shell'' and ''rebuild'' take the name of a service: ${codes(f.serviceIds, 'or')}.
Without a name, ''shell'' opens ''${f.application}'', and the others are for all of them. ''clean --yes'' does not ask.
`,

  withoutScript: (f) => md`
### Without the script

The same with ''docker compose'':
${when(f.asHostUser.length > 0, md`
'''bash
# Once, so that files belong to you (rootless Docker: 0 for both); see "Your user in containers"
printf '\nHOST_UID=%s\nHOST_GID=%s\n' "$(id -u)" "$(id -g)" >> ${f.envFile.word}
'''
`)}
'''bash
# Build what has changed, start everything and wait until it is healthy
${f.compose} up --detach --build --wait

# Show the containers and their health
${f.compose} ps

# Follow the logs of a service
${f.compose} logs --follow ${f.application}

# Open a shell in the container
${f.compose} exec ${f.application} sh

# Stop everything and remove the containers; data is kept
${f.compose} down
'''
`,

  variables: (f) => md`
## Environment variables

They are read from ${f.envFile.code}; its template is ${f.links.envTemplate}. A variable that is set in the terminal takes precedence.

${variableTable(f, WORDS)}

${when(f.developmentSecrets, 'Default passwords and keys are for development only: they are in the repository, so they are no secrets, and production does not use them.')}

After a variable was changed, start again; ''restart'' is not enough, because only a new container reads it:

'''bash
${f.script} start
'''
`,

  hostUser: (f) => md`
### Your user in containers

${codes(f.asHostUser, 'and')} ${f.asHostUser.length === 1 ? 'runs' : 'run'} as your user, so that files created in mounted folders belong to you and not to root.
The script sets ''HOST_UID'' and ''HOST_GID'' by itself. When you call ''docker compose'' directly, set both in ${f.envFile.code}
if ''id -u'' or ''id -g'' does not say 1000. With rootless Docker, both are 0: there, the container's root is you.
`,

  hotReload: (f) => md`
## Hot Reload

The repository's code is mounted into the containers: save a file, and the change is there, without a build.

${sourceTable(f, WORDS)}
${when(f.reloading.http.length > 0, md`
- ${codes(f.reloading.http, 'and')}: the development server notices the change. A backend restarts within about a second; a frontend is compiled, and the browser reloads the page.`)}
${when(f.reloading.background.length > 0, md`- ${codes(f.reloading.background, 'and')}: ${f.reloading.background.length === 1 ? 'restarts' : 'restart'} when code changes, after the tasks that are running have ended.
`)}
New dependencies (''requirements.txt'', ''pyproject.toml'', ''package.json'') are part of the image. Start again to have them: the image is rebuilt.

'''bash
${f.script} start
'''
`,

  data: (f) => md`
## Data, logs and files
${when(f.volumes.length > 0, md`
Data is kept in volumes, which outlive containers:

${volumeTable(f, WORDS)}
`)}
- ''stop'' removes the containers and the network, and keeps the volumes: with the next ''start'', the data is there.
- ''clean'' removes the volumes too, with all data, and the images that were built here. There is no way back.
- What a container writes outside of a volume or a mounted folder is gone with it.

'''bash
# Volumes of this project
docker volume ls --filter label=com.docker.compose.project=${f.project}

# Logs of the last ten minutes, of all services
${f.compose} logs --since 10m
'''
`,

  builds: (f) => md`
## Test a Local Build

The production images, built by hand:

'''bash
${each(f.builds, ({ service, command }) => md`# ${service}
${command}
`)}
# Show their size
docker image ls --filter 'reference=${f.stack}-*:test'
'''
`,

  generated: (f) => md`
## Generated files

This guide and the files below are generated from ${f.projenrc}. Do not edit them: the next generation would undo the change.
Edit ${f.projenrc}, generate the files and commit them:

'''bash
${f.projenCommand}
'''

${each(f.generated, (file) => `- ${file}`)}
`,

  troubleshooting: (f) => md`
## Troubleshooting

Begin here: ''status'' shows what is not healthy, and ''logs'' usually says why.

'''bash
${f.script} status
'''
`,

  portInUse: (f, { from, setting }) => md`
### Port in use

Symptom: ''Port ${from} is in use'' or ''address already in use''.

'''bash
# Find out what uses the port
${each(f.published, ({ hostPort }) => `lsof -i :${hostPort}`)}

# End the process
kill <PID>
'''

Or move the port in ${f.envFile.code} and start again:

'''ini
${setting}
'''
`,

  doesNotStart: (f) => md`
### Container does not start

'''bash
# Show detailed logs
${f.compose} logs ${f.application}
${when(f.built !== undefined, md`
# Rebuild without cache
${f.compose} build --no-cache ${f.built ?? ''}
`)}
# Start again
${f.script} start
'''

A service that waits for another starts when the other is ready: first look for what is wrong with the one that is waited for.
`,

  unhealthy: (f, service) => md`
### Container is unhealthy

The container runs, but its health check fails. What it answered lately:

'''bash
docker inspect --format '{{json .State.Health}}' $(${f.compose} ps --quiet ${service})
'''

Right after the start, ''starting'' is normal: the service is still coming up.
`,

  connectionRefused: (f, { id, title, ports }) => md`
### ${title} connection refused

'''bash
# See whether it runs
${f.compose} ps ${id}

# Restart it
${f.compose} restart ${id}

# See why it stopped
${f.compose} logs --tail 50 ${id}
'''

${each(ports.slice(0, 1), ({ port, hostPort, published }) => md`Check the address, too: on the network it is ''${id}:${port}''${when(published, md`; on this machine, outside of containers, it is ''${f.host}:${hostPort}''`)}.`)}
`,

  passwordChanged: (f, services) => md`
### Password changed after the first start

Symptom: ''Authentication failed'', after ${codes(services.flatMap(({ storedSecrets }) => storedSecrets), 'or')} was changed.
${codes(services.map(({ id }) => id), 'and')} ${services.length === 1 ? 'stores' : 'store'} passwords in the volume only while that is empty: by now it still has the old ones.

Go back to the old password in ${f.envFile.code}. Or, if you do not need the data, begin with empty volumes:

'''bash
# Deletes the data of this project, of all services
${f.compose} down --volumes
${f.script} start
'''
`,

  initIgnored: (f, services) => md`
### A new collection, table or index is missing

${each(services, ({ id, initFiles }) => md`''${id}'' runs ${initFiles.join(', ')} only when its volume is empty: what was added later does not reach a database that exists.`)}

Create what is missing by hand, or with a migration of the application. Or, if you do not need the data, begin with empty volumes;
''${f.script} clean'' and then ''${f.script} start'' does the same and rebuilds the images, too.

'''bash
# Deletes the data of this project, of all services
${f.compose} down --volumes
${f.script} start
'''
`,

  requiredVariable: (f) => md`
### Required variable has no value

Symptom: ''required variable ... is missing a value''. ${codes(f.required, 'and')} ${f.required.length === 1 ? 'needs' : 'need'} a value in ${f.envFile.code}.

'''bash
# Says nothing when everything is set
${f.compose} config --quiet
'''
`,

  permissionDenied: (f) => md`
### Permission denied, or files that belong to root

A container cannot write to a mounted folder, or you cannot change a file that it created.
That happens when ''HOST_UID'' and ''HOST_GID'' are not those of your user, or when root created the folder.

'''bash
# Your user and your group
id -u
id -g
${when(f.sourceFolders.length > 0, md`
# Files that are not yours
find ${f.sourceFolders.join(' ')} ! -user "$(id -u)"
`)}'''

${when(f.sourceFolders.length > 0, md`Make them yours with ''sudo chown -R "$(id -u):$(id -g)" ${f.sourceFolders.join(' ')}''. `)}See also [Your user in containers](#your-user-in-containers).
`,

  readOnlyFileSystem: (f) => md`
### Read-only file system

This is on purpose: a container writes only to volumes, to mounted folders and to folders in memory (''tmpfs''), such as ''/tmp''. Which ones those are:

'''bash
${f.compose} config ${f.readOnly.includes(f.application) ? f.application : f.readOnly[0]}
'''
`,

  changesNotNoticed: (f) => md`
### Hot reload does not notice changes

'''bash
# Where is the repository?
pwd

# Read the code again
${f.script} restart ${f.reloading.all[0]}
'''

On Windows, a repository on a Windows drive (''/mnt/c/...'') does not tell containers about changes: move it into WSL (''~'').
Did a dependency change, and not the code? See [Hot Reload](#hot-reload).
`,

  packageNotFound: (f, services) => md`
### An installed package is not found

${each(services, ({ id, imageFolders }) => md`In ''${id}'', ${codes(imageFolders, 'and')} ${imageFolders.length === 1 ? 'comes' : 'come'} from the image and not from your machine: to install a package in your folder only does not change the container.`)}
Declare the package (in ''package.json'', for example) and start again, so that the image gets it:

'''bash
${f.script} start
'''
`,

  engineUnreachable: () => md`
### Cannot connect to the Docker daemon

'''bash
docker version
'''

If there is no part ''Server'', start Docker Desktop or, on Linux, ''sudo systemctl start docker''. If it says ''permission denied'', join the group
with ''sudo usermod -aG docker $USER'', log out and log in again.
`,

  diskFull: (f) => md`
### Disk full

Symptom: ''no space left on device''.

'''bash
docker system df
'''

''docker builder prune'' removes the build cache, ''docker image prune'' images without a name; both ask first, and concern other projects, too.
What this project takes goes with ''${f.script} clean'', along with its data.
`,
};
