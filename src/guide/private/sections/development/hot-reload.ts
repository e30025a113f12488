import { ServiceFacts } from '../../facts/service-facts';
import { code, md, table, when } from '../../markdown';
import { Section, Voice } from '../../section';

/** What happens when code is changed. */
export const hotReload: Section = (page) => {
  const { facts: { reloading, services, script, watched }, say, and } = page;
  return reloading.all.length > 0 && md`
## Hot Reload

${watched ? say({
  'en': md`The repository's code is in the images, and changes of it are sent into the running containers \
    for as long as this command runs:

'''bash
${script} watch
'''

Save a file and the change takes effect, without a build. Nothing comes back: what a container writes stays in it. \
    Changes that were made while the command did not run are brought in by the next start.`,
  'pt-BR': md`O código do repositório está nas imagens, e as mudanças são enviadas aos containers em execução enquanto este comando roda:

'''bash
${script} watch
'''

Salve um arquivo, e a mudança vale, sem build. Nada volta: o que um container escreve fica nele. \
    Mudanças feitas enquanto o comando não rodava entram no próximo início.`,
}) : say({
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
${watched ? say({
  'en': md`New dependencies (''requirements.txt'', ''pyproject.toml'', ''package.json'') are part of the image: the same command notices a \
    change of these files, builds the image again and replaces the containers. Without it, start again.`,
  'pt-BR': md`Dependências novas (''requirements.txt'', ''pyproject.toml'', ''package.json'') fazem parte da imagem: \
    o mesmo comando percebe a mudança desses arquivos, reconstrói a imagem e substitui os containers. Sem ele, inicie de novo.`,
}) : say({
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
