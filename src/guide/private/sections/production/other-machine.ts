import { code, md } from '../../markdown';
import { Section } from '../../section';

/** What is different when commands are run here and the engine is somewhere else. */
export const otherMachine: Section = ({ production: p, say, and }) => {
  if (!p) {
    return undefined;
  }
  const kept = [p.envFile.code, ...p.saved.length > 0 ? [code(p.backups)] : []];
  return md`
### ${say({ 'en': 'Deploy from another machine', 'pt-BR': 'Deploy a partir de outra máquina' })}

${say({
  'en': md`With ''DOCKER_HOST'', commands are run here and concern the Docker of another machine, over SSH; images are built there:`,
  'pt-BR': md`Com ''DOCKER_HOST'', os comandos são executados aqui e valem para o Docker de outra máquina, por SSH; \
    as imagens são construídas lá:`,
})}

'''text
DOCKER_HOST=ssh://deploy@${say({ 'en': 'server', 'pt-BR': 'servidor' })}.example.com ${p.script} deploy
'''

- ${say({
  'en': md`The lock and the releases are over there, in the container ''${p.lock}'' and the volume ''${p.ledger}'': \
    every machine and every clone of the repository sees the same, and can deploy and roll back. On this machine: ${and(kept)}.`,
  'pt-BR': md`A trava e os releases ficam lá, no container ''${p.lock}'' e no volume ''${p.ledger}'': \
    toda máquina e todo clone do repositório vê os mesmos, e pode fazer deploy e rollback. Nesta máquina: ${and(kept)}.`,
})}
- ${say({
  'en': 'Disk space over there is not checked, and ports are checked on this machine.',
  'pt-BR': 'O espaço em disco de lá não é verificado, e as portas são verificadas nesta máquina.',
})}
- ${p.mounted.length > 0 ? say({
  'en': md`What containers see of the repository does not go along: ${p.mounted.join(', ')}. \
    The Docker over there looks on the disk over there, at the same path: clone the repository on the server and deploy on it.`,
  'pt-BR': md`O que o repositório monta nos containers não vai junto: ${p.mounted.join(', ')}. \
    O Docker de lá procura no disco de lá, no mesmo caminho: clone o repositório no servidor e faça o deploy nele.`,
}) : say({
  'en': 'Containers see nothing of the repository: nothing is missing over there.',
  'pt-BR': 'Nada do repositório é montado nos containers: não falta nada lá.',
})}
`;
};
