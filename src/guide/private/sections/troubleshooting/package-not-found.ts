import { each, md } from '../../markdown';
import { Section } from '../../section';

/** A package is on the machine and not in the container; where a folder with packages is the image's own. */
export const packageNotFound: Section = ({ facts: f, say, and }) => {
  const ownPackages = f.services.filter(({ imageFolders }) => imageFolders.length > 0);
  return ownPackages.length > 0 && md`
### ${say({ 'en': 'An installed package is not found', 'pt-BR': 'Pacote instalado não é encontrado' })}

${each(ownPackages, ({ id, imageFolders }) => say({
  'en': md`In ''${id}'', ${and(imageFolders)} ${imageFolders.length === 1 ? 'comes' : 'come'} from the image and not from your machine: \
    to install a package in your folder only does not change the container.`,
  'pt-BR': md`Em ''${id}'', ${and(imageFolders)} ${imageFolders.length === 1 ? 'vem' : 'vêm'} da imagem, e não da sua máquina: \
    instalar um pacote só na sua pasta não muda o container.`,
}))}
${say({
  'en': md`Declare the package (in ''package.json'', for example) and start again, so that the image gets it:`,
  'pt-BR': md`Declare o pacote (em ''package.json'', por exemplo) e inicie de novo, para que a imagem o receba:`,
})}

'''bash
${f.script} start
'''
`;
};
