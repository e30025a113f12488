import { ServiceFacts } from '../../facts/service-facts';
import { code, md, table, when } from '../../markdown';
import { Section, Voice } from '../../section';

/** What happens when code is changed. */
export const hotReload: Section = (page) => {
  const { facts: { reloading, services, script }, say, and } = page;
  return reloading.all.length > 0 && md`
## Hot Reload

${say({
  'en': 'The repository\'s code is mounted into the containers: save a file and the change takes effect, without a build.',
  'pt-BR': 'O código do repositório está montado nos containers: salve um arquivo, e a mudança vale, sem build.',
})}

${sourceTable(services, page)}
${when(reloading.http.length > 0, md`
- ${and(reloading.http)}: ${say({
  'en': md`the development server notices the change. \
    A backend restarts within about a second; a frontend is compiled, and the browser reloads the page.`,
  'pt-BR': md`o servidor de desenvolvimento percebe a mudança. \
    Um backend reinicia em cerca de um segundo; um frontend recompila, e o navegador recarrega a página.`,
})}`)}
${when(reloading.background.length > 0, md`- ${and(reloading.background)}: ${say({
  'en': md`${reloading.background.length === 1 ? 'restarts' : 'restart'} when code changes, after the tasks that are running have ended.`,
  'pt-BR': md`${reloading.background.length === 1 ? 'reinicia' : 'reiniciam'} quando o código muda, \
    depois que as tarefas em andamento terminam.`,
})}
`)}
${say({
  'en': md`New dependencies (''requirements.txt'', ''pyproject.toml'', ''package.json'') are part of the image. \
    Start again to have them: the image is rebuilt.`,
  'pt-BR': md`Dependências novas (''requirements.txt'', ''pyproject.toml'', ''package.json'') fazem parte da imagem. \
    Para que valham, inicie de novo: a imagem é reconstruída.`,
})}

'''bash
${script} start
'''
`;
};

/** Which folders of the repository are seen by which containers. */
function sourceTable(services: ServiceFacts[], { say }: Voice): string {
  return table([
    say({ 'en': 'Service', 'pt-BR': 'Serviço' }),
    say({ 'en': 'Folder of the repository', 'pt-BR': 'Pasta do repositório' }),
    say({ 'en': 'In the container', 'pt-BR': 'No container' }),
  ], services.flatMap(({ id, sources }) => sources.map(({ folder, path }) => [code(id), code(`${folder}/`), code(path)])));
}
