import { jobList } from './jobs';
import { md } from '../../markdown';
import { Section } from '../../section';

/** How data changes without stopping the way back; where there is data or a job that could change some. */
export const migrations: Section = (page) => {
  const { production: p, say } = page;
  return p && p.saved.length + p.external.length + p.jobs.length > 0 && md`
### ${say({ 'en': 'Migrations in two steps', 'pt-BR': 'Migrações em duas etapas' })}

${say({
  'en': md`The old release and the new one use the same data: at the same time during a deploy, \
    and after a rollback the old one has what the new one left.`,
  'pt-BR': md`O release antigo e o novo usam os mesmos dados: durante um deploy, ao mesmo tempo, \
    e depois de um rollback, o antigo os que o novo deixou.`,
})}
${say({
  'en': 'So no release changes what the one before it needs:',
  'pt-BR': 'Por isso, nenhum release muda algo de que o anterior precisa:',
})}

1. ${say({
  'en': md`**Expand:** a release adds the new thing (field, collection, table, index) and still writes the old one, too. \
    Both releases work; a rollback is safe.`,
  'pt-BR': md`**Expandir:** um release acrescenta o novo (campo, coleção, tabela, índice) e ainda grava também o antigo. \
    Os dois releases funcionam; o rollback é seguro.`,
})}
2. ${say({
  'en': '**Contract:** when nobody wants to go back any more, a later release removes the old thing.',
  'pt-BR': '**Contrair:** quando ninguém mais quer voltar, um release posterior remove o antigo.',
})}

${say({
  'en': 'To rename a field, then, is to add one and to remove the other, two releases later.',
  'pt-BR': 'Renomear um campo é, assim, acrescentar um e remover o outro, dois releases depois.',
})} ${p.jobs.length > 0 ? say({
  'en': `What ${jobList(p.jobs, page)} does follows the same rule.`,
  'pt-BR': `O que ${jobList(p.jobs, page)} faz segue a mesma regra.`,
}) : say({
  'en': 'A migration that the application makes by itself when it starts follows the same rule.',
  'pt-BR': 'Uma migração que a aplicação faz sozinha ao iniciar segue a mesma regra.',
})}
`;
};
