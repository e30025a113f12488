import { md, when } from '../markdown';
import { Page } from '../section';

/** The title of the page, and what it is about. */
export const introduction = ({ facts: f, production, say }: Page): string => md`
# Docker Setup - ${f.title}

${say({
  'en': md`How to run ${f.title} in containers on your machine: what to install, how to start, what runs where, \
    and what to do when something does not work.`,
  'pt-BR': md`Como rodar o ${f.title} em containers na sua máquina: o que instalar, como iniciar, o que roda onde \
    e o que fazer quando algo não funciona.`,
})}
${when(production !== undefined, say({
  'en': 'From [Production](#production) on: how it is released to its users, and how to roll back.',
  'pt-BR': 'A partir de [Produção](#produção): como ele chega aos usuários, e como voltar atrás.',
}))}
`;
