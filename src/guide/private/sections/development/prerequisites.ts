import { md } from '../../markdown';
import { Section } from '../../section';

/** What has to be installed. */
export const prerequisites: Section = ({ facts: { least }, say }) => md`
## ${say({ 'en': 'Prerequisites', 'pt-BR': 'Pré-requisitos' })}

- Docker >= ${least.docker}.0
- Docker Compose >= ${least.compose}
- git
- ${say({ 'en': '4GB of RAM available', 'pt-BR': '4GB RAM disponível' })}
- ${say({ 'en': '10GB of disk space', 'pt-BR': '10GB espaço em disco' })}

'''bash
docker version
docker compose version
'''

- **Linux:** ${say({
  'en': md`Docker Engine with the Compose plugin, and your user in the group ''docker''.`,
  'pt-BR': md`Docker Engine com o plugin Compose, e o seu usuário no grupo ''docker''.`,
})}
- **macOS:** ${say({
  'en': 'Docker Desktop, with at least 4GB of memory in *Settings > Resources*.',
  'pt-BR': 'Docker Desktop, com pelo menos 4GB de memória em *Settings > Resources*.',
})}
- **Windows:** ${say({
  'en': md`WSL 2 with Docker Desktop. Clone the repository inside WSL (in ''~'', not in ''/mnt/c'') and run all commands \
    in the WSL terminal.`,
  'pt-BR': md`WSL 2 com Docker Desktop. Clone o repositório dentro do WSL (em ''~'', não em ''/mnt/c'') e rode todos os comandos \
    no terminal do WSL.`,
})}
`;
