import { md, when } from '../../markdown';
import { Section } from '../../section';

/** Files belong to somebody else; where containers run as the user. */
export const permissionDenied: Section = ({ facts: { asHostUser, sourceFolders }, say }) => asHostUser.length > 0 && md`
### ${say({ 'en': 'Permission denied, or files that belong to root', 'pt-BR': 'Permission denied ou arquivos do root' })}

${say({
  'en': 'A container cannot write to a mounted folder, or you cannot change a file that it created.',
  'pt-BR': 'Um container não consegue escrever em uma pasta montada, ou você não consegue mudar um arquivo que ele criou.',
})}
${say({
  'en': md`That happens when ''HOST_UID'' and ''HOST_GID'' are not those of your user, or when root created the folder.`,
  'pt-BR': md`Isso acontece quando ''HOST_UID'' e ''HOST_GID'' não correspondem ao seu usuário, ou quando o root criou a pasta.`,
})}

'''bash
# ${say({ 'en': 'Your user and your group', 'pt-BR': 'Seu usuário e seu grupo' })}
id -u
id -g
${when(sourceFolders.length > 0, md`
# ${say({ 'en': 'Files that are not yours', 'pt-BR': 'Arquivos que não são seus' })}
find ${sourceFolders.join(' ')} ! -user "$(id -u)"
`)}'''

${when(sourceFolders.length > 0, say({
  'en': md`Make them yours with ''sudo chown -R "$(id -u):$(id -g)" ${sourceFolders.join(' ')}''. `,
  'pt-BR': md`Torne-se dono deles com ''sudo chown -R "$(id -u):$(id -g)" ${sourceFolders.join(' ')}''. `,
}))}${say({
  'en': 'See also [Your user in containers](#your-user-in-containers).',
  'pt-BR': 'Veja também [Seu usuário nos containers](#seu-usuário-nos-containers).',
})}
`;
