import { code, md, table, when } from '../../markdown';
import { Section } from '../../section';

/** What operators do between releases, and what it costs. */
export const operating: Section = ({ production: p, say }) => {
  if (!p) {
    return undefined;
  }
  const service = say({ 'en': '<service>', 'pt-BR': '<serviço>' });
  const program = say({ 'en': '<program>', 'pt-BR': '<programa>' });
  const rows: [string, string][] = [
    [`exec ${service} ${program}`, say({
      'en': 'runs a program in a running container',
      'pt-BR': 'executa um programa em um container que está em serviço',
    })],
    [`shell ${service}`, say({ 'en': 'opens a shell there', 'pt-BR': 'abre um shell nele' })],
    [`run ${service} ${program}`, say({
      'en': 'runs a program in a new container, with the image and settings of the release in service, and removes it afterwards',
      'pt-BR': 'executa um programa em um container próprio, com a imagem e as variáveis do release em serviço; depois ele é removido',
    })],
    ['stop', say({
      'en': 'stops services, all or those that are named; they stay stopped until `start` or the next release',
      'pt-BR': 'para serviços, todos ou os informados; ficam assim até `start` ou o próximo release',
    })],
    ['start', say({
      'en': 'starts them again, and waits until they are healthy',
      'pt-BR': 'inicia-os de novo e espera até que estejam saudáveis',
    })],
    ['restart', say({
      'en': 'starts new containers beside the old ones where possible, so that no request fails. Others are unavailable for a moment',
      'pt-BR': 'inicia containers novos ao lado dos antigos onde é possível: nenhuma requisição falha. Os outros ficam fora por um momento',
    })],
    ['maintenance on', say({
      'en': 'answers users with a page and 503, until `maintenance off`; `--allow <address>` lets an address through',
      'pt-BR': 'responde aos usuários com uma página e 503, até `maintenance off`; `--allow <endereço>` deixa alguém passar',
    })],
    ['doctor', say({
      'en': 'checks engine, disk, memory, clock, ports, variables, what is running, and drift from the repository',
      'pt-BR': 'verifica Docker, disco, memória, relógio, portas, variáveis, o que roda e o que difere do repositório',
    })],
    ['prune', say({
      'en': 'removes images that can no longer be rolled back to',
      'pt-BR': 'remove imagens de releases para os quais não se pode mais voltar',
    })],
    ['remove', say({
      'en': 'removes containers and networks, after asking; data only with `--volumes`',
      'pt-BR': 'remove containers e redes, após confirmação; dados, só com `--volumes`',
    })],
  ];
  const head = [say({ 'en': 'Command', 'pt-BR': 'Comando' }), say({ 'en': 'What it does', 'pt-BR': 'O que faz' })];
  return md`
## ${say({ 'en': 'Operating', 'pt-BR': 'Operação' })}

${say({
  'en': md`These commands act on the release in service, as it was recorded: they work from any clone, without ${p.envFile.code}.`,
  'pt-BR': md`Estes comandos agem sobre o release em serviço, como foi registrado: funcionam em qualquer clone, sem ${p.envFile.code}.`,
})}

${table(head, rows.map(([command, does]) => [code(`${p.script} ${command}`), does]))}

'''bash
# ${say({ 'en': 'The files in a container', 'pt-BR': 'Os arquivos em um container' })}
${p.script} exec ${p.application} ls
'''

${when(p.saved.length > 0, say({
  'en': 'Data services are restarted only if they are named.',
  'pt-BR': 'Serviços de dados só são reiniciados se forem informados.',
}))}
`;
};
