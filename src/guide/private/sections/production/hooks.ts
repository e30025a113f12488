import { code, md, table } from '../../markdown';
import { Section } from '../../section';

/** Programs of the repository that run at points of a release. */
export const hooks: Section = ({ production: p, say }) => p && md`
### Hooks

${say({
  'en': md`Executables in ''${p.hooks.folder}'' run at points of a release, each named after its point. None has to be there.`,
  'pt-BR': md`Executáveis em ''${p.hooks.folder}'' são executados em pontos de um release, cada um com o nome do seu ponto. \
    Nenhum é obrigatório.`,
})}

${table([say({ 'en': 'Hook', 'pt-BR': 'Hook' }), say({ 'en': 'When it runs', 'pt-BR': 'Quando é executado' })], [
  [code('before-build'), say({ 'en': 'before images are built', 'pt-BR': 'antes da construção das imagens' })],
  [code('after-build'), say({ 'en': 'when they are built', 'pt-BR': 'quando elas estão prontas' })],
  [code('before-jobs'), say({ 'en': 'before the first job, if any runs', 'pt-BR': 'antes da primeira tarefa, se houver alguma' })],
  [code('after-jobs'), say({ 'en': 'after the last job', 'pt-BR': 'depois da última tarefa' })],
  [code('before-cutover'), say({
    'en': 'when the new containers are healthy and have passed the smoke test, before requests go to them',
    'pt-BR': 'quando os novos containers estão saudáveis e passaram no smoke test, antes de receberem requisições',
  })],
  [code('after-cutover'), say({ 'en': 'when the release is in service', 'pt-BR': 'quando o release está em serviço' })],
  [code('on-failure'), say({ 'en': 'when a release has failed and is undone', 'pt-BR': 'quando um release falhou e foi desfeito' })],
])}

${say({
  'en': md`A hook that ends with another code than 0, or takes longer than ${p.hooks.seconds} s, stops the release; \
    after the release is in service it is only recorded, and the script exits with 1. \
    A rollback runs ''before-cutover'' and ''after-cutover''. They have these variables:`,
  'pt-BR': md`Um hook que termina com código diferente de 0, ou leva mais de ${p.hooks.seconds} s, interrompe o release; \
    depois que o release está em serviço, a falha só fica registrada, e o script termina com 1. \
    Um rollback executa ''before-cutover'' e ''after-cutover''. Eles têm estas variáveis:`,
})} \
''RELEASE'', ''PREVIOUS_RELEASE'', ''ENVIRONMENT'', ''REVISION'', ''COMMAND'' (''deploy'', ''rollback''), ''WHO'', ''PROJECT'', \
''SERVICES'', ''HOOK'', ''FAILURE''.
`;
