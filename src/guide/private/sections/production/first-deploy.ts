import { ProductionFacts } from '../../facts/production-facts';
import { code, codes, each, indented, md, numbered, plain, table, when } from '../../markdown';
import { Section, Voice } from '../../section';
import { FIRST_TIME, NONE } from '../parts';

/** From an empty server to an application that has users. */
export const firstDeploy: Section = (page) => {
  const { production: p, say } = page;
  return p && md`
## ${say({ 'en': 'First deploy', 'pt-BR': 'Primeiro deploy' })}

${say({
  'en': md`The server needs Docker >= ${p.least.docker}.0, Docker Compose >= ${p.least.compose} and git.`,
  'pt-BR': md`O servidor precisa de Docker >= ${p.least.docker}.0, Docker Compose >= ${p.least.compose} e git.`,
})} ${p.clone ? say({
  'en': 'Clone the repository there, as in [Quick Start](#quick-start), and run everything in its root.',
  'pt-BR': 'Clone nele o repositório, como no [Quick Start](#quick-start), e execute tudo na raiz.',
}) : say({
  'en': 'Bring the repository there, and run everything in its root.',
  'pt-BR': 'Leve o repositório a ele e execute tudo na raiz.',
})}

${numbered([
  envFile(p, page),
  p.secretFiles.length === 0 ? undefined : secretFiles(p, page),
  p.requiredFiles.length === 0 ? undefined : requiredFiles(p, page),
  md`${say({
    'en': '**Check**, without changing anything: versions, variables, files, ports and disk space.',
    'pt-BR': '**Verificar**, sem mudar nada: versões, variáveis, arquivos, portas e espaço em disco.',
  })}

   '''bash
   ${p.script} deploy --dry-run
   '''
`,
  md`**${say({ 'en': 'Deploy:', 'pt-BR': 'Fazer o deploy:' })}**

   '''bash
   ${p.script} deploy
   '''

   ${say(FIRST_TIME)}
`,
  md`${say({
    'en': '**Look at the result:** the release in service, the containers and their health.',
    'pt-BR': '**Conferir:** o release em serviço, os containers e a saúde deles.',
  })}

   '''bash
   ${p.script} status
   '''
`,
])}
${entrance(p, page)}
${say({
  'en': md`Do not use ''docker compose up'' in production: it does not know which release is in service, \
    and replaces containers without waiting for the new ones.`,
  'pt-BR': md`Não use ''docker compose up'' em produção: ele não sabe qual release está em serviço, \
    e substitui containers sem esperar pelos novos.`,
})}
`;
};

function envFile(p: ProductionFacts, { say, and }: Voice): string {
  return md`**${say({ 'en': 'Create the file', 'pt-BR': 'Criar arquivo' })} ${p.envFile.code}:**

   '''bash
   ${p.copyEnvFile}
   # ${say({ 'en': 'Readable by you alone', 'pt-BR': 'Só você o lê' })}
   chmod 600 ${p.envFile.word}
   '''

   ${when(p.required.length > 0, `${say({ 'en': 'Fill in', 'pt-BR': 'Preencha' })} ${and(p.required)}. `)}\
${when(p.variables.some(({ secret }) => secret), md`${say({
  'en': md`For a password or key that is yours alone, ''openssl rand -hex 32'' gives a value.`,
  'pt-BR': md`Para uma senha ou chave que é só sua, ''openssl rand -hex 32'' dá um valor.`,
})}
   ${say({
      'en': 'Placeholders, and values that are in the repository, are refused.',
      'pt-BR': 'Valores de exemplo, e os que estão no repositório, são recusados.',
    })} `)}\
${say({ 'en': 'The file stays on the server: git ignores it.', 'pt-BR': 'O arquivo é só do servidor: o git o ignora.' })}
`;
}

function secretFiles(p: ProductionFacts, { say }: Voice): string {
  return md`${say({
    'en': md`**Create the files of secrets:** one for each secret, with the value and nothing else. \
      Git ignores them; the container's user must be able to read them.`,
    'pt-BR': md`**Criar os arquivos de segredos:** um por segredo, só com o valor. \
      O git os ignora; o usuário do container precisa poder lê-los.`,
  })}

   '''bash
   mkdir -p ${p.secretsFolder}
   '''

${indented(table([
  say({ 'en': 'File', 'pt-BR': 'Arquivo' }),
  say({ 'en': 'Read by', 'pt-BR': 'Lido por' }),
  say({ 'en': 'What it is', 'pt-BR': 'O que é' }),
], p.secretFiles.map(({ file, services, description }) => [file, codes(services), plain(description) || NONE])))}
`;
}

function requiredFiles(p: ProductionFacts, { say }: Voice): string {
  return md`${say({
    'en': '**Add the files that only you have:** without them there is no deploy. Do not commit them.',
    'pt-BR': '**Colocar os arquivos que só você tem;** sem eles não há deploy. Não faça commit deles.',
  })}

${each(p.requiredFiles, ({ service, files, user }) => `   - ${files.join(', ')}: ${say({ 'en': 'of', 'pt-BR': 'de' })} ${code(service)}${
  user === undefined ? '' : say({ 'en': `, which reads them as user ${code(user)}`, 'pt-BR': `, que os lê como usuário ${code(user)}` })}`)}
`;
}

/** Where users come in. */
function entrance({ entrances, onThisMachineOnly }: ProductionFacts, { say }: Voice): string {
  const ports = entrances.map(({ hostPort }) => hostPort).join(say({ 'en': ' and ', 'pt-BR': ' e ' }));
  const one = entrances.length === 1;
  return entrances.length === 0 ? '' : `\n${onThisMachineOnly ? say({
    'en': md`The ports (${ports}) are open on the server itself only: \
      users come in at what is in front of it, a proxy for example.`,
    'pt-BR': md`As portas (${ports}) só abrem no próprio servidor: \
      os usuários entram por quem está na frente, um proxy por exemplo.`,
  }) : say({
    'en': md`Users come in at ${one ? 'port' : 'the ports'} ${ports} of the server: \
      open ${one ? 'it' : 'them'} in the firewall, and let the DNS entry lead to the server.`,
    'pt-BR': md`Os usuários entram ${one ? 'pela porta' : 'pelas portas'} ${ports} do servidor: \
      abra-${one ? 'a' : 'as'} no firewall, e aponte o DNS para ele.`,
  })}\n`;
}
