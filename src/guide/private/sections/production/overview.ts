import { comparisonTable } from './comparison';
import { Resources } from '../../../../model';
import { ReleasedFacts } from '../../facts/production-facts';
import { code, each, md, plain, table, when } from '../../markdown';
import { Section, Voice } from '../../section';
import { NONE, portsCell, serviceColumns } from '../parts';

/** What runs in production, and what is different from development. */
export const overview: Section = (page) => {
  const { production: p, facts: f, say, and } = page;
  return p && md`
## ${say({ 'en': 'Production', 'pt-BR': 'Produção' })}

${say({
  'en': md`In production, ${p.title} runs on a server, with ${p.links.composeFile}, and everything goes through ${p.links.script}:`,
  'pt-BR': md`Em produção, o ${p.title} roda em um servidor, com ${p.links.composeFile}, e tudo passa por ${p.links.script}:`,
})}

'''bash
${p.script} help
'''

${say({ 'en': 'Differences from development:', 'pt-BR': 'O que é diferente do desenvolvimento:' })}

${comparisonTable(f, p, page)}

${releasedTable(p.services, page)}

${say({ 'en': 'For every container:', 'pt-BR': 'O que vale para todo container:' })}

- **Logs:** ${say({
  'en': 'at most 3 files of 10MB a container; older ones are dropped.',
  'pt-BR': 'no máximo 3 arquivos de 10MB por container; os mais antigos são descartados.',
})}
- ${say({
  'en': md`**Privileges:** no process gains new ones (''no-new-privileges''), and Linux capabilities are dropped`,
  'pt-BR': md`**Privilégios:** nenhum processo ganha novos (''no-new-privileges''), e as capabilities do Linux são removidas`,
})}${p.services.filter(({ capabilities }) => capabilities.length > 0).map(({ id, capabilities }) => say({
  'en': `, except ${and(capabilities)} in ${code(id)}`,
  'pt-BR': `, menos ${and(capabilities)} em ${code(id)}`,
})).join('')}.
- ${say({
  'en': '**Files:** a container writes only to volumes and to folders in memory',
  'pt-BR': '**Arquivos:** um container só escreve nos volumes e nas pastas em memória',
})}${when(p.writableRoots.length > 0, say({
  'en': `, except ${and(p.writableRoots)}`,
  'pt-BR': `, menos ${and(p.writableRoots)}`,
}))}.
${when(p.restarts, say({
  'en': '- **Restart:** a container that exits is started again, after a reboot of the server too.',
  'pt-BR': '- **Reinício:** um container que termina volta sozinho, também depois de um reboot do servidor.',
}))}

${each(p.external.filter(({ initFiles }) => initFiles.length > 0), ({ title, initFiles }) => say({
  'en': md`${title} is outside of the stack, so ${initFiles.join(', ')} does not run there: \
    create what it creates (user, collections, tables, indexes) before the first deploy.`,
  'pt-BR': md`${title} está fora do stack, então ${initFiles.join(', ')} não é executado lá: \
    crie o que ele cria (usuário, coleções, tabelas, índices) antes do primeiro deploy.`,
}))}
`;
};

/** Each service: its image, where it is reached, what it may take. */
function releasedTable(services: ReleasedFacts[], voice: Voice): string {
  const { say } = voice;
  return table([
    ...serviceColumns(voice),
    say({ 'en': 'At most', 'pt-BR': 'No máximo' }),
    'Containers',
  ], services.map(({ id, description, imageName, ports, resources, replicas }) => [
    code(id),
    plain(description),
    imageName,
    portsCell(ports, voice),
    resources ? limitsCell(resources, voice) : NONE,
    `${replicas}`,
  ]));
}

function limitsCell({ cpus, memory, pids }: Resources, { say }: Voice): string {
  const size = memory?.toString().replace(/[kmg]$/, (unit) => ` ${unit.toUpperCase()}iB`);
  return [
    ...cpus === undefined ? [] : [`${cpus} CPU`],
    ...size === undefined ? [] : [say({ 'en': `${size} of memory`, 'pt-BR': `${size} de memória` })],
    ...pids === undefined ? [] : [say({ 'en': `${pids} processes`, 'pt-BR': `${pids} processos` })],
  ].join(', ');
}
