import { md } from '../../markdown';
import { Section } from '../../section';

/** What is different when commands are run here and the engine is somewhere else. */
export const otherMachine: Section = ({ production: p, say, and }) => {
  if (!p) {
    return undefined;
  }
  const folders = [p.state.folder, ...p.saved.length > 0 ? [p.backups] : []];
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
  'en': md`${p.envFile.code}${folders.length > 1 ? ',' : ' and'} ${and(folders)} stay on this machine: \
    make all deploys from the same one, because from another nobody sees the lock or the releases.`,
  'pt-BR': md`${p.envFile.code}${folders.length > 1 ? ',' : ' e'} ${and(folders)} ficam nesta máquina: \
    faça todos os deploys de uma só, porque de outra ninguém vê a trava nem os releases.`,
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
