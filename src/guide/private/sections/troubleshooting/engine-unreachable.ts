import { md } from '../../markdown';
import { Section } from '../../section';

/** Docker does not run, or is not allowed. */
export const engineUnreachable: Section = ({ say }) => md`
### Cannot connect to the Docker daemon

'''bash
docker version
'''

${say({
  'en': md`If there is no ''Server'' section, start Docker Desktop or, on Linux, ''sudo systemctl start docker''. \
    If it says ''permission denied'', join the group`,
  'pt-BR': md`Se não há uma parte ''Server'', inicie o Docker Desktop ou, no Linux, ''sudo systemctl start docker''. \
    Se diz ''permission denied'', entre no grupo`,
})}
${say({
  'en': md`with ''sudo usermod -aG docker $USER'', log out and log in again.`,
  'pt-BR': md`com ''sudo usermod -aG docker $USER'', saia da sessão e entre de novo.`,
})}
`;
