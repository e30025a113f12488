import { md } from '../../markdown';
import { Section } from '../../section';

/** Docker has no space left. */
export const diskFull: Section = ({ facts: f, say }) => md`
### ${say({ 'en': 'Disk full', 'pt-BR': 'Disco cheio' })}

${say({ 'en': md`Symptom: ''no space left on device''.`, 'pt-BR': md`Sintoma: ''no space left on device''.` })}

'''bash
docker system df
'''

${say({
  'en': md`''docker builder prune'' removes the build cache, ''docker image prune'' images without a name; \
    both ask first, and concern other projects, too.`,
  'pt-BR': md`''docker builder prune'' remove o cache de builds, e ''docker image prune'' as imagens sem nome; \
    os dois perguntam antes e valem também para outros projetos.`,
})}
${say({
  'en': md`What this project takes goes with ''${f.script} clean'', along with its data.`,
  'pt-BR': md`O que este projeto ocupa sai com ''${f.script} clean'', junto com os dados dele.`,
})}
`;
