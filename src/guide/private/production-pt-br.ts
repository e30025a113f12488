import { productionDiagram } from './diagram';
import { PortFacts } from './facts';
import { code, codes, each, indented, md, numbered, table, when } from './markdown';
import { ProductionFacts, SecuredFacts, replaced } from './production-facts';
import { releasedTable, replacementTable, secretTable } from './production-tables';
import { ProductionText, ProductionWords } from './production-text';
import { variableTable, volumeTable } from './tables';
import { WORDS as GUIDE } from './words-pt-br';
import { Rollout } from '../../platforms/compose/plan/rollout';

const WORDS: ProductionWords = {
  serviceTable: { service: 'Serviço', what: 'O que é', image: 'Imagem', port: 'Porta (variável)', limits: 'No máximo', containers: 'Containers' },
  replacementTable: { service: 'Serviço', how: 'Como é substituído', grace: 'Tempo para terminar' },
  secretTable: { file: 'Arquivo', readBy: 'Lido por', what: 'O que é' },
  rollout: {
    [Rollout.BLUE_GREEN]: 'o novo inicia ao lado do antigo; as requisições mudam de uma vez, quando o novo está saudável',
    [Rollout.OVERLAPPING]: 'o novo inicia ao lado do antigo; os dois respondem até que o antigo pare',
    [Rollout.HANDED_OVER]: 'o novo inicia ao lado do antigo, que termina as tarefas que começou',
    [Rollout.IN_PLACE]: 'o antigo para e o novo inicia, porque dois não podem ter a mesma porta: só quando ele mesmo muda, e com um momento sem resposta',
    [Rollout.LAST]: 'por último: o antigo para, e o novo inicia',
    [Rollout.CLOCK]: 'por último: o antigo para antes que o novo inicie, e nunca há dois',
    [Rollout.JOB]: 'roda uma vez por release, antes da troca',
    [Rollout.NEVER]: 'nunca; é iniciado se não estiver rodando',
  },
  cpus: (cpus) => `${cpus} CPU`,
  memory: (memory) => `${memory} de memória`,
  processes: (pids) => `${pids} processos`,
  users: 'usuários',
  internal: 'interna',
  external: 'externo',
};

const BESIDE = [Rollout.BLUE_GREEN, Rollout.OVERLAPPING, Rollout.HANDED_OVER];

/** How the stack is brought to its users, in Brazilian Portuguese. */
export const PRODUCTION_PT_BR: ProductionText = {
  production: (p, f) => md`
## Produção

Em produção, o ${p.title} roda em um servidor, com ${p.links.composeFile}, e tudo passa por ${p.links.script}:

'''bash
${p.script} help
'''

O que é diferente do desenvolvimento:

${table(['', 'Desenvolvimento', 'Produção'], [
  ...p.images.length > 0 ? [
    ['Código', f.reloading.all.length > 0 ? 'montado do repositório: uma mudança vale na hora' : 'dentro das imagens', 'dentro das imagens: só um release o muda'],
    ['Imagens', 'as do último build', `${codes(p.images, 'e')}: uma por release`],
  ] : [],
  ['Variáveis', `${f.envFile.code}${when(f.developmentSecrets, ', com senhas padrão')}`,
    `${p.envFile.code}${when(p.required.length > 0, `: ${p.required.length} ${p.required.length === 1 ? 'obrigatória' : 'obrigatórias'}, sem valor padrão`)}`],
  ...p.secretFiles.length > 0 ? [['Segredos', `em ${f.envFile.code}`, `${p.secretFiles.length} em arquivos: ${p.secretFiles.map(({ file }) => file).join(', ')}`]] : [],
  ['Portas', f.published.length === 0 ? 'nenhuma' : `${f.published.map(({ hostPort }) => hostPort).join(', ')}${when(f.onThisMachineOnly, ': só nesta máquina')}`,
    p.published.length === 0 ? 'nenhuma'
      : `${p.published.map(({ service, hostPort }) => `${hostPort} de ${code(service)}`).join(', ')}: ${p.onThisMachineOnly ? 'só no próprio servidor' : 'abertas na rede'}`],
  ...p.external.map(({ id, title, variables }) => [title, `no stack: ${code(id)}`, `fora do stack${when(variables.length > 0, `: o endereço vem de ${codes(variables, 'e')}`)}`]),
  ...p.dataNetwork ? [['Bancos', `no stack, na rede ${code(f.network)}`, `no stack, na rede ${code(p.dataNetwork.name)}, sem porta no servidor`]] : [],
  ...p.limited && !f.limited ? [['CPU e memória', 'sem limite', 'limitadas']] : [],
])}

${releasedTable(p, WORDS, GUIDE)}

O que vale para todo container:

- **Logs:** no máximo 3 arquivos de 10MB por container; os mais antigos são descartados.
- **Privilégios:** nenhum processo ganha novos (''no-new-privileges''), e as capabilities do Linux são removidas${p.released.filter(({ capabilities }) => capabilities.length > 0)
  .map(({ id, capabilities }) => `, menos ${codes(capabilities, 'e')} em ${code(id)}`).join('')}.
- **Arquivos:** um container só escreve nos volumes e nas pastas em memória${when(p.writableRoots.length > 0, `, menos ${codes(p.writableRoots, 'e')}`)}.
${when(p.restarts, '- **Reinício:** um container que termina volta sozinho, também depois de um reboot do servidor.\n')}
${each(p.external.filter(({ initFiles }) => initFiles.length > 0), ({ title, initFiles }) =>
  md`${title} está fora do stack, então ${initFiles.join(', ')} não é executado lá: crie o que ele cria (usuário, coleções, tabelas, índices) antes do primeiro deploy.`)}

### Como os serviços se conectam em produção

'''mermaid
${productionDiagram(p, WORDS)}
'''

Uma seta vai de um serviço ao que ele usa${when(p.volumes.length > 0, '; uma linha pontilhada, ao volume em que os dados ficam')}.
${when(p.dataNetwork !== undefined, md`A rede ''${p.dataNetwork?.name ?? ''}'' não tem saída, e ninguém entra nela: nela estão só ${codes([...p.dataNetwork?.services ?? [], ...p.dataNetwork?.users ?? []], 'e')}.`)}
`,

  variables: (p) => md`
### Variáveis de produção

Elas são lidas de ${p.envFile.code}; o modelo é ${p.links.envTemplate}. Depois de mudar uma, faça um deploy: os serviços que a leem são substituídos.

${variableTable(p, GUIDE)}
`,

  firstDeploy: (p) => md`
## Primeiro deploy

O servidor precisa de Docker >= 24.0, Docker Compose >= 2.20 e git. ${p.clone
  ? 'Clone nele o repositório, como no [Quick Start](#quick-start), e execute tudo na raiz.'
  : 'Leve o repositório a ele e execute tudo na raiz.'}

${numbered([
  md`**Criar arquivo ${p.envFile.code}:**

   '''bash
   ${p.copyEnvFile}
   # Só você o lê
   chmod 600 ${p.envFile.word}
   '''

   ${when(p.required.length > 0, md`Preencha ${codes(p.required, 'e')}. `)}${when(p.variables.some(({ secret }) => secret), md`Para uma senha ou chave que é só sua, ''openssl rand -hex 32'' dá um valor.
   Valores de exemplo, e os que estão no repositório, são recusados. `)}O arquivo é só do servidor: o git o ignora.
`,
  p.secretFiles.length === 0 ? undefined : md`**Criar os arquivos de segredos:** um por segredo, só com o valor. O git os ignora; o usuário do container precisa poder lê-los.

   '''bash
   mkdir -p ${p.secretsFolder}
   '''

${indented(secretTable(p, WORDS, GUIDE))}
`,
  p.requiredFiles.length === 0 ? undefined : md`**Colocar os arquivos que só você tem;** sem eles não há deploy. Não faça commit deles.

${each(p.requiredFiles, ({ service, files, user }) => `   - ${files.join(', ')}: de ${code(service)}${user === undefined ? '' : `, que os lê como usuário ${code(user)}`}`)}
`,
  md`**Verificar**, sem mudar nada: versões, variáveis, arquivos, portas e espaço em disco.

   '''bash
   ${p.script} deploy --dry-run
   '''
`,
  md`**Fazer o deploy:**

   '''bash
   ${p.script} deploy
   '''

   Na primeira vez, as imagens são baixadas e construídas, o que leva alguns minutos. O comando termina quando tudo está saudável.
`,
  md`**Conferir:** o release em serviço, os containers e a saúde deles.

   '''bash
   ${p.script} status
   '''
`,
])}
${when(p.entrances.length > 0, p.onThisMachineOnly ? md`
As portas (${p.entrances.map(({ hostPort }) => hostPort).join(' e ')}) só abrem no próprio servidor: os usuários entram por quem está na frente, um proxy por exemplo.
` : md`
Os usuários entram ${p.entrances.length === 1 ? 'pela porta' : 'pelas portas'} ${p.entrances.map(({ hostPort }) => hostPort).join(' e ')} do servidor: abra-${p.entrances.length === 1 ? 'a' : 'as'} no firewall, e aponte o DNS para ele.
`)}
Não use ''docker compose up'' em produção: ele não sabe qual release está em serviço, e substitui containers sem esperar pelos novos.
`,

  otherMachine: (p) => md`
### Deploy a partir de outra máquina

Com ''DOCKER_HOST'', os comandos são executados aqui e valem para o Docker de outra máquina, por SSH; as imagens são construídas lá:

'''text
DOCKER_HOST=ssh://deploy@servidor.example.com ${p.script} deploy
'''

- ${p.envFile.code}${p.saved.length > 0 ? md`, ''${p.state.folder}'' e ''${p.backups}''` : md` e ''${p.state.folder}''`} ficam nesta máquina: faça todos os deploys de uma só, porque de outra ninguém vê a trava nem os releases.
- O espaço em disco de lá não é verificado, e as portas são verificadas nesta máquina.
${p.mounted.length > 0
  ? md`- O que o repositório monta nos containers não vai junto: ${p.mounted.join(', ')}. O Docker de lá procura no disco de lá, no mesmo caminho: clone o repositório no servidor e faça o deploy nele.`
  : '- Nada do repositório é montado nos containers: não falta nada lá.'}
`,

  releases: (p) => md`
## Releases

Um release é ${p.images.length > 0 ? md`um conjunto de imagens com o mesmo id (${codes(p.images, 'e')}) e` : 'um id e'} o arquivo Compose com que rodou, guardado em ''${p.state.release}''.
O id é a revisão do git; se há arquivos diferentes do commit, com ''-dirty-'' e a hora. Você pode dar outro: a versão, por exemplo.

'''bash
# Release do que está nesta pasta, depois de um git pull
${p.script} deploy

# Com um id seu
${p.script} deploy --release <release>

# Todas as tentativas, com a hora e o resultado; * marca o release em serviço
${p.script} history

# O release em serviço, os containers e a saúde deles
${p.script} status
'''

Os últimos ${p.keptReleases} releases que estiveram em serviço ficam guardados${when(p.images.length > 0, ', com as imagens')}; os mais antigos são removidos.
${when(p.images.length > 0, 'Não use `docker image prune --all`: ele remove também as imagens guardadas, e sem elas não há rollback.')}
`,

  deploySteps: (p) => md`
### O que acontece em um deploy

${numbered([
  'Verificações: Docker, variáveis, arquivos, espaço em disco, portas. Se algo falta, tudo o que falta é dito, e nada muda.',
  md`Trava: um deploy de cada vez, em ''${p.state.lock}''. O que um deploy morto deixou é removido.`,
  p.images.length === 0 ? undefined : `Build: ${codes(p.images, 'e')}.`,
  about(replaced(p, Rollout.NEVER), (services) => `Dados: um deploy só inicia ${services} se for preciso; fora isso, não toca neles.`),
  p.jobs.length === 0 ? undefined : md`Tarefas do release, uma vez cada: ${jobsOf(p)}. O release anterior ainda atende. Se uma falhar, o deploy para aqui.`,
  'O que mudou: um serviço com a mesma configuração e a mesma imagem continua como está.',
  about(replaced(p, ...BESIDE), (services) =>
    `Os novos containers de ${services} iniciam ao lado dos antigos, e têm de ficar saudáveis por ${p.settleSeconds} s (\`SETTLE_SECONDS\`).`),
  about(replaced(p, Rollout.IN_PLACE), (services) => `${services}: se mudou, o antigo para e o novo inicia.`),
  about(replaced(p, Rollout.BLUE_GREEN), (services) => `As requisições a ${services} passam para os novos.`),
  about(replaced(p, ...BESIDE, Rollout.IN_PLACE), () =>
    `Observação: os novos têm de continuar saudáveis por mais ${p.watchSeconds} s (\`WATCH_SECONDS\`)${when(replaced(p, ...BESIDE).length > 0, ', com os antigos ainda ali')}.`),
  about(replaced(p, Rollout.CLOCK, Rollout.LAST), (services) => `${services}: o antigo para, e só então o novo inicia.`),
  md`Registro: o release está em serviço, em ''${p.state.current}'' e no ''history''.`,
  about(replaced(p, ...BESIDE), () => 'Os antigos terminam o que começaram, cada um no seu tempo, e são removidos.'),
])}

Se algo falhar até o registro, tudo é desfeito, e o release anterior continua servindo: veja [Quando um deploy falha](#quando-um-deploy-falha).

${replacementTable(p, WORDS)}

Para observar por mais tempo, só desta vez: ''SETTLE_SECONDS=30 WATCH_SECONDS=60 ${p.script} deploy''.
`,

  rollback: (p) => md`
## Rollback

Um release guardado volta sem build: ${when(p.images.length > 0, 'as imagens e ')}o arquivo Compose dele ainda ${p.images.length > 0 ? 'estão' : 'está'} aqui. Ele passa pelas mesmas etapas de um deploy, com os health checks.
Se uma falhar, o release atual continua servindo.

'''bash
# Voltar ao último release que esteve em serviço antes deste
${p.script} rollback

# Ver os releases
${p.script} history

# Voltar a um deles
${p.script} rollback <release>
'''

Volte assim que um erro aparecer que o health check não vê, e procure a causa depois. Para avançar de novo, corrija e faça um deploy.
''rollback'' sem id, duas vezes seguidas, termina onde começou: para voltar mais, dê o id.
`,

  notRolledBack: (p) => md`
### O que não volta

${[
  md`- **Dados**${when(p.saved.length > 0, ` (${codes(p.saved.map(({ id }) => id), 'e')})`)} e volumes: o que o release novo gravou continua gravado.${when(p.saved.length > 0, ' Só um [backup](#backup) os traz de volta.')}`,
  ...p.jobs.length > 0 ? [md`- **Tarefas do release** (${jobsOf(p)}): um rollback não as executa nem as desfaz.`] : [],
  md`- **Variáveis** de ${p.envFile.code}${when(p.secretFiles.length > 0, ` e segredos de ${code(p.secretsFolder)}`)}: valem os atuais. Não apague um de que um release guardado ainda precisa.`,
  ...p.requiredFiles.length > 0 ? [md`- **Arquivos que só você tem** (${p.requiredFiles.flatMap(({ files }) => files).join(', ')}): valem os atuais.`] : [],
].join('\n')}
`,

  migrations: (p) => md`
### Migrações em duas etapas

O release antigo e o novo usam os mesmos dados: durante um deploy, ao mesmo tempo, e depois de um rollback, o antigo os que o novo deixou.
Por isso, nenhum release muda algo de que o anterior precisa:

1. **Expandir:** um release acrescenta o novo (campo, coleção, tabela, índice) e ainda grava também o antigo. Os dois releases funcionam; o rollback é seguro.
2. **Contrair:** quando ninguém mais quer voltar, um release posterior remove o antigo.

Renomear um campo é, assim, acrescentar um e remover o outro, dois releases depois. ${p.jobs.length > 0
  ? md`O que ${jobsOf(p)} faz segue a mesma regra.`
  : 'Uma migração que a aplicação faz sozinha ao iniciar segue a mesma regra.'}
`,

  https: (p) => md`
## HTTPS e certificados

${p.secured.length === 0 ? md`
Os usuários entram por ${codes([...new Set(p.entrances.map(({ service }) => service))], 'e')}, em ${p.entrances.map(({ hostPort }) => hostPort).join(' e ')}, e este stack não serve HTTPS: o que passa ali pode ser lido no caminho.
Ponha na frente quem o faça (um balanceador de carga, um proxy), ou dê um domínio ou certificados ao serviço de entrada, em ${p.projenrc}.
` : each(p.secured, (service) => secured(p, service))}`,

  backup: (p) => md`
## Backup

'''bash
# Salvar os dados de ${codes(p.saved.map(({ id }) => id), 'e').replace(/`/g, '')}
${p.script} backup
${when(p.saved.length > 1, md`
# Salvar os de um só
${p.script} backup ${p.saved[0]?.id ?? ''}
`)}
# Ver os backups
ls -l ${p.backups}

# Remover os que têm mais de 30 dias
find ${p.backups} -type f -mtime +30 -delete
'''

Cada arquivo de ''${p.backups}'' tem o nome do serviço e a hora (UTC), e só você o lê; o git ignora a pasta.
${each(p.saved.filter(({ paused }) => paused), ({ id }) => md`''${id}'' fica parado enquanto é copiado: por um momento, quem o usa espera.`)}

Faça um por dia, e um antes de cada deploy que migra dados. Com o cron:

'''text
0 3 * * * ${p.scriptOnServer} backup
'''

Um backup no mesmo disco se perde com ele: copie cada arquivo para outra máquina.${when(p.unsavedVolumes.length > 0,
  ` Os volumes de ${codes(p.unsavedVolumes, 'e')} não fazem parte do backup.`)} Todos os volumes:

${volumeTable(p, GUIDE)}
`,

  restore: (p) => md`
### Restaurar

'''bash
# Substitui todos os dados do serviço; pergunta antes
${p.script} restore <arquivo>
'''

O nome do arquivo diz a que serviço ele pertence: mantenha-o. ''--yes'' não pergunta.
A aplicação continua rodando enquanto os dados são trocados: faça-o quando ninguém a usa, e com um release que entende dados daquela época.

Um backup que nunca foi restaurado é só uma esperança. Uma vez por mês, restaure o último em outra máquina: clone o repositório nela, faça o deploy, restaure,
e veja se a aplicação mostra o que deveria.
`,

  scaling: (p, { id, statement }) => md`
## Mais containers de um serviço

Em ${p.projenrc}:

'''ts
${statement}
'''

Depois gere os arquivos, faça o commit e o deploy:

'''bash
${p.projenCommand}
${p.script} deploy
${p.script} status
'''

${when(p.limited, `Os limites de CPU e memória valem para cada container: três de ${code(id)} podem usar três vezes o que está na tabela. `)}Durante um deploy, há o dobro deles.
${when(p.single.published.length > 0, `Só pode haver um de ${codes(p.single.published, 'e')}: dois não podem ter a mesma porta do servidor. `)}${when(p.single.clock.length > 0,
  `Só pode haver um de ${codes(p.single.clock, 'e')}: dois fariam tudo em dobro.`)}
`,

  failing: (p) => md`
## Quando um deploy falha

O release anterior continua servindo: o que foi iniciado é removido, e as requisições ficam com os containers antigos. O comando diz o motivo
e mostra as últimas linhas do container que falhou e o que o health check dele respondeu; termina com um código diferente de 0.

'''bash
# O que está em serviço
${p.script} status

# As tentativas, e por que falharam
${p.script} history

# Os logs do que está rodando
${p.script} logs ${p.application}
'''

${table(['Mensagem', 'O que mudou', 'O que fazer'], [
  ...p.required.length > 0 ? [['`está sem valor`', 'nada', `dê um valor à variável em ${p.envFile.code}`]] : [],
  ...p.variables.some(({ secret, required }) => secret || required)
    ? [['`só um exemplo, ou que todos conhecem`', 'nada', `troque-o em ${p.envFile.code} por um seu: \`openssl rand -hex 32\``]] : [],
  ...p.requiredFiles.length > 0 || p.secretFiles.length > 0 ? [['`não existe ou está vazio`', 'nada', 'ponha o arquivo no lugar: [Primeiro deploy](#primeiro-deploy)']] : [],
  ...p.published.length > 0 ? [['`está em uso`', 'nada', `encerre quem usa a porta, ou mude-a em ${p.envFile.code}`]] : [],
  ['`MiB livres`', 'nada', '[libere espaço](#sem-espaço-para-um-release)'],
  ['`Outro release está em andamento`', 'nada', '[espere, ou remova a trava](#deploy-interrompido)'],
  ...p.images.length > 0 ? [['`não foi possível construir uma imagem`', 'nada', 'o erro do build está acima']] : [],
  ...p.jobs.length > 0 ? [['`a tarefa de ... falhou`', 'o que a tarefa já gravou', 'a saída dela está acima; corrija e faça o deploy de novo: ela roda outra vez']] : [],
  ['`não foi possível iniciar`', 'nada', 'o que o Docker respondeu está acima'],
  ['`não ficou saudável em`', 'nada', 'leia as últimas linhas: falta uma variável? um serviço que não responde?'],
  ['`não continuou saudável`', 'nada', 'o container terminou ou o health check falhou: leia as últimas linhas'],
  ...replaced(p, Rollout.BLUE_GREEN).length > 0
    ? [['`não foi possível enviar as requisições`', 'nada', 'veja se quem as distribui está saudável: `status`']] : [],
  ['`foi interrompido`', 'nada', '[faça o deploy de novo](#deploy-interrompido)'],
  ...p.images.length > 0 ? [['`não está mais neste Docker`', 'nada', 'um rollback sem a imagem: faça checkout da revisão e um deploy']] : [],
  ['`Nenhum release está em serviço`', 'é o primeiro deploy', 'não há para onde voltar: corrija e faça o deploy de novo'],
])}
`,

  killed: (p) => md`
### Deploy interrompido

- **Ctrl+C, terminal fechado, ''kill'':** tudo é desfeito, como em qualquer falha.
- **''kill -9'', queda de energia:** nada pôde ser desfeito. O release anterior continua servindo, talvez com containers novos ao lado. O próximo ''deploy'' ou ''rollback''
  nesta máquina assume a trava e remove o que sobrou:

'''bash
${p.script} deploy
'''

A trava de outra máquina, em uma pasta compartilhada, não é assumida: se é certo que nenhum deploy roda lá, ''rm -r ${p.state.lock}''.
`,

  noSpace: (p) => md`
### Sem espaço para um release

'''bash
docker system df
${when(p.images.length > 0, md`
# As imagens deste projeto, uma por release
docker image ls --filter 'reference=${p.stack}-*'
`)}'''

''docker builder prune'' remove o cache de builds, e ''docker image prune'' as imagens sem nome; os dois perguntam antes.
${when(p.images.length > 0, 'Sem `--all`: os releases guardados precisam das imagens deles. ')}Guardar menos releases também ajuda: ''releases: { keep: 2 }'' no stack, em ${p.projenrc}.
`,

  logs: (p) => md`
### Logs em produção

'''bash
# De todos os serviços, acompanhando; Ctrl+C encerra
${p.script} logs

# De um só, dos últimos dez minutos
${p.compose} logs --since 10m ${p.application}
'''

Os logs de um container vão embora com ele, e um deploy troca os containers: quem precisa deles por mais tempo os envia a outro lugar.
`,
};

/** HTTPS as one service serves it: with certificates that people put there, or with none that the repository has. */
function secured(p: ProductionFacts, { id, https, http, files, user, volumes }: SecuredFacts): string {
  const all = [...http, ...https].map(({ hostPort }) => hostPort).join(' e ');
  return files.length > 0 ? md`
''${id}'' serve HTTPS em ${portsOf(https)}, com o certificado e a chave que você põe no servidor: ${files.join(', ')}.
${when(user !== undefined, md`O usuário ''${user ?? ''}'' do container precisa poder lê-los. `)}Eles são montados: não fazem parte de nenhuma imagem nem do git.

Quando o certificado é renovado, ''${id}'' precisa reiniciar para lê-lo, o que custa um momento sem resposta:

'''bash
${p.compose} restart ${id}
'''
` : md`
''${id}'' serve HTTPS em ${portsOf(https)}, e o repositório não lhe dá nenhum certificado: ele mesmo o obtém e renova. Para isso,

- o DNS do domínio aponta para o servidor;
- ${http.length + https.length > 1 ? `as portas ${all} estão abertas para a internet: por elas` : `a porta ${all} está aberta para a internet: por ela`} a autoridade confere de quem é o domínio;
- o servidor alcança a internet.

${when(volumes.length > 0, md`O certificado fica em ${codes(volumes, 'e')}, que nenhum deploy nem rollback toca. Não o apague: as autoridades limitam quantos certificados dão por semana.`)}
Se o navegador recusa o certificado, os logs dizem por quê:

'''bash
${p.script} logs ${id}
'''
`;
}

function portsOf(ports: PortFacts[]): string {
  return ports.map(({ hostPort, variable }) => md`${hostPort} (''${variable}'')`).join(', ');
}

function jobsOf(p: ProductionFacts): string {
  return p.jobs.map(({ service, command }) => command === undefined ? service : `${command} em ${service}`).join(', ');
}

/** The line about services, if there are any. */
function about(ids: string[], line: (services: string) => string): string | undefined {
  return ids.length === 0 ? undefined : line(codes(ids, 'e'));
}
