import { md } from '../../markdown';
import { Section } from '../../section';

/** Who owns what containers write into mounted folders. */
export const hostUser: Section = ({ facts: f, say, and }) => f.asHostUser.length > 0 && md`
### ${say({ 'en': 'Your user in containers', 'pt-BR': 'Seu usuário nos containers' })}

${say({
  'en': md`${and(f.asHostUser)} ${f.asHostUser.length === 1 ? 'runs' : 'run'} as your user, \
    so that files created in mounted folders belong to you and not to root.`,
  'pt-BR': md`${and(f.asHostUser)} ${f.asHostUser.length === 1 ? 'roda' : 'rodam'} com o seu usuário, \
    para que os arquivos criados nas pastas montadas pertençam a você, e não ao root.`,
})}
${say({
  'en': md`The script sets ''HOST_UID'' and ''HOST_GID'' by itself. \
    When you call ''docker compose'' directly, set both in ${f.envFile.code}`,
  'pt-BR': md`O script define ''HOST_UID'' e ''HOST_GID'' sozinho. \
    Chamando ''docker compose'' diretamente, defina as duas em ${f.envFile.code}`,
})}
${say({
  'en': md`if ''id -u'' or ''id -g'' does not say 1000. With rootless Docker, both are 0: there, the container's root is you.`,
  'pt-BR': md`se ''id -u'' ou ''id -g'' não responder 1000. Com Docker rootless, as duas são 0: nele, o root do container é você.`,
})}
`;
