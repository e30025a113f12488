import { diagram } from './diagram';
import { GuideText } from './guide-text';
import { codes, each, md, when } from './markdown';
import { PRODUCTION_PT_BR } from './production-pt-br';
import { serviceTable, sourceTable, variableTable, volumeTable } from './tables';
import { WORDS } from './words-pt-br';

/** The guide in Brazilian Portuguese. */
export const GUIDE_PT_BR: GuideText = {
  words: WORDS,
  production: PRODUCTION_PT_BR,

  introduction: (f, production) => md`
# Docker Setup - ${f.title}

Como rodar o ${f.title} em containers na sua máquina: o que instalar, como iniciar, o que roda onde e o que fazer quando algo não funciona.${when(production !== undefined,
  '\nA partir de [Produção](#produção): como ele chega aos usuários, e como voltar atrás.')}
`,

  prerequisites: () => md`
## Pré-requisitos

- Docker >= 24.0
- Docker Compose >= 2.20
- git
- 4GB RAM disponível
- 10GB espaço em disco

'''bash
docker version
docker compose version
'''

- **Linux:** Docker Engine com o plugin Compose, e o seu usuário no grupo ''docker''.
- **macOS:** Docker Desktop, com pelo menos 4GB de memória em *Settings > Resources*.
- **Windows:** WSL 2 com Docker Desktop. Clone o repositório dentro do WSL (em ''~'', não em ''/mnt/c'') e rode todos os comandos no terminal do WSL.
`,

  quickStart: (f) => md`
## Quick Start

1. ${f.clone ? md`**Clonar repositório:**

   '''bash
   git clone ${f.clone.url}
   cd ${f.clone.folder}
   '''` : md`**Abrir um terminal na raiz do repositório.** Todos os comandos deste guia são executados nela.`}

2. **Criar arquivo ${f.envFile.code}:**

   '''bash
   ${f.copyEnvFile}
   # Editar com suas API keys
   '''

   ${f.required.length > 0
      ? md`Preencha ${codes(f.required, 'e')}: sem valor, nada inicia. `
      : md`Para começar, nada precisa ser mudado: preencha depois as API keys dos recursos que for usar. `}O arquivo é só seu: o git o ignora.
   O que cada variável faz está em [Variáveis de ambiente](#variáveis-de-ambiente).

3. **Iniciar ambiente:**

   '''bash
   ${f.script} start
   '''

   Na primeira vez, as imagens são baixadas e construídas, o que leva alguns minutos. O comando termina quando tudo está saudável.
${when(f.endpoints.length > 0, md`
4. **Acessar aplicação:**

${each(f.endpoints, ({ title, url, variable }) => md`   - ${title}: ${url} (porta: ''${variable}'')`)}
`)}`,

  services: (f) => md`
## Serviços

${serviceTable(f, WORDS)}

${when(f.published.length > 0, md`A porta é a desta máquina; a variável, em ${f.envFile.code}, muda a porta. `)}${when(f.onThisMachineOnly && f.published.length > 0,
  'As portas só abrem nesta máquina: ninguém mais na rede chega a elas. ')}Tudo isso está em ${f.links.composeFile}.

### Como os serviços se conectam

'''mermaid
${diagram(f, WORDS.host)}
'''

Uma seta vai de um serviço ao que ele usa${when(f.volumes.length > 0, '; uma linha pontilhada, ao volume em que os dados ficam')}.
Na rede ''${f.network}'', cada serviço encontra os outros pelo nome${each(f.services.filter(({ ports }) => ports.length > 0).slice(0, 1),
  ({ id, ports }) => md`, como em ''${id}:${ports[0].port}''`)}: dentro de um container, ''localhost'' é o próprio container.
`,

  commands: (f) => md`
## Comandos Úteis

Todos estão em ${f.links.script}:

'''bash
# Ver os containers e a saúde deles
${f.script} status

# Ver os logs de todos os serviços e acompanhá-los; Ctrl+C encerra
${f.script} logs

# Ver os logs de um só
${f.script} logs ${f.application}

# Acessar shell do container
${f.script} shell ${f.application}

# Reiniciar tudo e esperar até que esteja saudável de novo
${f.script} restart

# Reiniciar um só
${f.script} restart ${f.application}

# Rebuild completo: imagens do zero, sem cache
${f.script} rebuild

# Parar tudo; os dados são mantidos
${f.script} stop

# Iniciar tudo; constrói o que mudou
${f.script} start

# Limpar tudo: containers, redes, volumes com os dados e imagens deste projeto; pergunta antes
${f.script} clean

# Ver a ajuda
${f.script} help
'''

''restart'', ''logs'', ''shell'' e ''rebuild'' aceitam o nome de um serviço: ${codes(f.serviceIds, 'ou')}.
Sem o nome, ''shell'' abre ''${f.application}'', e os outros valem para todos. ''clean --yes'' não pergunta.
`,

  withoutScript: (f) => md`
### Sem o script

O mesmo com ''docker compose'':
${when(f.asHostUser.length > 0, md`
'''bash
# Uma vez, para que os arquivos sejam seus (Docker rootless: 0 nas duas); veja "Seu usuário nos containers"
printf '\nHOST_UID=%s\nHOST_GID=%s\n' "$(id -u)" "$(id -g)" >> ${f.envFile.word}
'''
`)}
'''bash
# Construir o que mudou, iniciar tudo e esperar até que esteja saudável
${f.compose} up --detach --build --wait

# Ver os containers e a saúde deles
${f.compose} ps

# Acompanhar os logs de um serviço
${f.compose} logs --follow ${f.application}

# Acessar shell do container
${f.compose} exec ${f.application} sh

# Parar tudo e remover os containers; os dados são mantidos
${f.compose} down
'''
`,

  variables: (f) => md`
## Variáveis de ambiente

Elas são lidas de ${f.envFile.code}; o modelo é ${f.links.envTemplate}. Uma variável definida no terminal tem preferência.

${variableTable(f, WORDS)}

${when(f.developmentSecrets, 'Senhas e chaves padrão servem só para desenvolvimento: estão no repositório, então não são segredo, e a produção não as usa.')}

Depois de mudar uma variável, inicie de novo; ''restart'' não basta, porque só um container novo a lê:

'''bash
${f.script} start
'''
`,

  hostUser: (f) => md`
### Seu usuário nos containers

${codes(f.asHostUser, 'e')} ${f.asHostUser.length === 1 ? 'roda' : 'rodam'} com o seu usuário, para que os arquivos criados nas pastas montadas pertençam a você, e não ao root.
O script define ''HOST_UID'' e ''HOST_GID'' sozinho. Chamando ''docker compose'' diretamente, defina as duas em ${f.envFile.code}
se ''id -u'' ou ''id -g'' não responder 1000. Com Docker rootless, as duas são 0: nele, o root do container é você.
`,

  hotReload: (f) => md`
## Hot Reload

O código do repositório está montado nos containers: salve um arquivo, e a mudança vale, sem build.

${sourceTable(f, WORDS)}
${when(f.reloading.http.length > 0, md`
- ${codes(f.reloading.http, 'e')}: o servidor de desenvolvimento percebe a mudança. Um backend reinicia em cerca de um segundo; um frontend recompila, e o navegador recarrega a página.`)}
${when(f.reloading.background.length > 0, md`- ${codes(f.reloading.background, 'e')}: ${f.reloading.background.length === 1 ? 'reinicia' : 'reiniciam'} quando o código muda, depois que as tarefas em andamento terminam.
`)}
Dependências novas (''requirements.txt'', ''pyproject.toml'', ''package.json'') fazem parte da imagem. Para que valham, inicie de novo: a imagem é reconstruída.

'''bash
${f.script} start
'''
`,

  data: (f) => md`
## Dados, logs e arquivos
${when(f.volumes.length > 0, md`
Os dados ficam em volumes, que sobrevivem aos containers:

${volumeTable(f, WORDS)}
`)}
- ''stop'' remove os containers e a rede, e mantém os volumes: no próximo ''start'', os dados estão lá.
- ''clean'' remove também os volumes, com todos os dados, e as imagens construídas aqui. Não há volta.
- O que um container grava fora de um volume ou de uma pasta montada se perde com ele.

'''bash
# Volumes deste projeto
docker volume ls --filter label=com.docker.compose.project=${f.project}

# Logs dos últimos dez minutos, de todos os serviços
${f.compose} logs --since 10m
'''
`,

  builds: (f) => md`
## Testar Build Local

As imagens de produção, construídas à mão:

'''bash
${each(f.builds, ({ service, command }) => md`# ${service}
${command}
`)}
# Ver o tamanho delas
docker image ls --filter 'reference=${f.stack}-*:test'
'''
`,

  generated: (f) => md`
## Arquivos gerados

Este guia e os arquivos abaixo são gerados a partir de ${f.projenrc}. Não os edite: a próxima geração desfaria a mudança.
Edite ${f.projenrc}, gere os arquivos e faça o commit deles:

'''bash
${f.projenCommand}
'''

${each(f.generated, (file) => `- ${file}`)}
`,

  troubleshooting: (f) => md`
## Troubleshooting

Comece por aqui: ''status'' mostra o que não está saudável, e ''logs'' costuma dizer por quê.

'''bash
${f.script} status
'''
`,

  portInUse: (f, { from, setting }) => md`
### Porta em uso

Sintoma: ''A porta ${from} está em uso'' ou ''address already in use''.

'''bash
# Verificar o que está usando a porta
${each(f.published, ({ hostPort }) => `lsof -i :${hostPort}`)}

# Encerrar o processo
kill <PID>
'''

Ou mude a porta em ${f.envFile.code} e inicie de novo:

'''ini
${setting}
'''
`,

  doesNotStart: (f) => md`
### Container não inicia

'''bash
# Ver logs detalhados
${f.compose} logs ${f.application}
${when(f.built !== undefined, md`
# Rebuild sem cache
${f.compose} build --no-cache ${f.built ?? ''}
`)}
# Iniciar de novo
${f.script} start
'''

Um serviço que espera por outro só inicia quando o outro está pronto: procure primeiro o erro de quem é esperado.
`,

  unhealthy: (f, service) => md`
### Container unhealthy

O container roda, mas o health check falha. O que ele respondeu nas últimas vezes:

'''bash
docker inspect --format '{{json .State.Health}}' $(${f.compose} ps --quiet ${service})
'''

Logo depois do início, ''starting'' é normal: o serviço ainda está subindo.
`,

  connectionRefused: (f, { id, title, ports }) => md`
### ${title} connection refused

'''bash
# Verificar se está rodando
${f.compose} ps ${id}

# Reiniciar
${f.compose} restart ${id}

# Ver por que parou
${f.compose} logs --tail 50 ${id}
'''

${each(ports.slice(0, 1), ({ port, hostPort, published }) => md`Confira também o endereço: dentro da rede é ''${id}:${port}''${when(published, md`; nesta máquina, fora dos containers, é ''${f.host}:${hostPort}''`)}.`)}
`,

  passwordChanged: (f, services) => md`
### Senha mudada depois do primeiro início

Sintoma: ''Authentication failed'', depois de mudar ${codes(services.flatMap(({ storedSecrets }) => storedSecrets), 'ou')}.
${codes(services.map(({ id }) => id), 'e')} ${services.length === 1 ? 'grava' : 'gravam'} as senhas no volume só enquanto ele está vazio: agora ele ainda tem as antigas.

Volte à senha antiga em ${f.envFile.code}. Ou, se os dados não fazem falta, comece com volumes vazios:

'''bash
# Apaga os dados deste projeto, de todos os serviços
${f.compose} down --volumes
${f.script} start
'''
`,

  initIgnored: (f, services) => md`
### Coleção, tabela ou índice novo não aparece

${each(services, ({ id, initFiles }) => md`''${id}'' executa ${initFiles.join(', ')} só quando o volume está vazio: o que foi acrescentado depois não chega a um banco que já existe.`)}

Crie o que falta à mão, ou com uma migração da aplicação. Ou, se os dados não fazem falta, comece com volumes vazios;
''${f.script} clean'' seguido de ''${f.script} start'' faz o mesmo e reconstrói também as imagens.

'''bash
# Apaga os dados deste projeto, de todos os serviços
${f.compose} down --volumes
${f.script} start
'''
`,

  requiredVariable: (f) => md`
### Variável obrigatória sem valor

Sintoma: ''required variable ... is missing a value''. ${codes(f.required, 'e')} ${f.required.length === 1 ? 'precisa' : 'precisam'} de um valor em ${f.envFile.code}.

'''bash
# Não mostra nada quando está tudo definido
${f.compose} config --quiet
'''
`,

  permissionDenied: (f) => md`
### Permission denied ou arquivos do root

Um container não consegue escrever em uma pasta montada, ou você não consegue mudar um arquivo que ele criou.
Isso acontece quando ''HOST_UID'' e ''HOST_GID'' não correspondem ao seu usuário, ou quando o root criou a pasta.

'''bash
# Seu usuário e seu grupo
id -u
id -g
${when(f.sourceFolders.length > 0, md`
# Arquivos que não são seus
find ${f.sourceFolders.join(' ')} ! -user "$(id -u)"
`)}'''

${when(f.sourceFolders.length > 0, md`Torne-se dono deles com ''sudo chown -R "$(id -u):$(id -g)" ${f.sourceFolders.join(' ')}''. `)}Veja também [Seu usuário nos containers](#seu-usuário-nos-containers).
`,

  readOnlyFileSystem: (f) => md`
### Read-only file system

É de propósito: um container só escreve nos volumes, nas pastas montadas e nas pastas em memória (''tmpfs''), como ''/tmp''. Quais são:

'''bash
${f.compose} config ${f.readOnly.includes(f.application) ? f.application : f.readOnly[0]}
'''
`,

  changesNotNoticed: (f) => md`
### Hot reload não percebe mudanças

'''bash
# Onde está o repositório?
pwd

# Ler o código de novo
${f.script} restart ${f.reloading.all[0]}
'''

No Windows, um repositório em um drive do Windows (''/mnt/c/...'') não avisa os containers das mudanças: mova-o para dentro do WSL (''~'').
Mudou uma dependência, e não o código? Veja [Hot Reload](#hot-reload).
`,

  packageNotFound: (f, services) => md`
### Pacote instalado não é encontrado

${each(services, ({ id, imageFolders }) => md`Em ''${id}'', ${codes(imageFolders, 'e')} ${imageFolders.length === 1 ? 'vem' : 'vêm'} da imagem, e não da sua máquina: instalar um pacote só na sua pasta não muda o container.`)}
Declare o pacote (em ''package.json'', por exemplo) e inicie de novo, para que a imagem o receba:

'''bash
${f.script} start
'''
`,

  engineUnreachable: () => md`
### Cannot connect to the Docker daemon

'''bash
docker version
'''

Se não há uma parte ''Server'', inicie o Docker Desktop ou, no Linux, ''sudo systemctl start docker''. Se diz ''permission denied'', entre no grupo
com ''sudo usermod -aG docker $USER'', saia da sessão e entre de novo.
`,

  diskFull: (f) => md`
### Disco cheio

Sintoma: ''no space left on device''.

'''bash
docker system df
'''

''docker builder prune'' remove o cache de builds, e ''docker image prune'' as imagens sem nome; os dois perguntam antes e valem também para outros projetos.
O que este projeto ocupa sai com ''${f.script} clean'', junto com os dados dele.
`,
};
