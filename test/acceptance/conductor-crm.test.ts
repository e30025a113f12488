import { building } from './criteria/building';
import { developing } from './criteria/developing';
import { documenting } from './criteria/documenting';
import { managing } from './criteria/managing';
import { productionImages } from './criteria/production-images';
import { running } from './criteria/running';
import { synthesis } from './criteria/synthesis';
import { NOTHING_BUT_IMAGES, belongingsOf, isFree, removeProject, requireFreePorts, requireUnused } from './engine';
import { ROOT } from './root';
import { PORTS, PROJECT, leftovers, report, sandbox } from './scene';

/*
 * The example, from an empty folder to a stack that runs on a real engine and is taken away again. It is one story: each part goes
 * on where the one before it ended. The criteria of the seed have its words as their names.
 *
 * ACCEPTANCE_KEEP=1 keeps the repository and what runs, to look into a failure.
 */

beforeAll(async () => {
  await requireUnused(PROJECT);
  await requireFreePorts(PORTS);
  imagesBefore = (await belongingsOf(PROJECT)).images;
});

/** The images that carry the project's name and were there before; not set where this run may not clean up. */
let imagesBefore: string[] | undefined;

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    process.stdout.write(`\nkept: ${sandbox.repository}\n`);
    return;
  }
  if (imagesBefore) {
    await removeProject(PROJECT);
    const before = imagesBefore;
    (await belongingsOf(PROJECT)).images.filter((image) => !before.includes(image)).forEach((image) => leftovers.image(image));
    await leftovers.remove();
  }
  sandbox.remove();
  report.write(ROOT, 'acceptance-conductor-crm.json');
});

describe('Síntese', synthesis);
describe('Build e Inicialização', building);
describe('Imagens de produção', productionImages);
describe('Funcionalidade', running);
describe('Desenvolvimento', () => {
  developing();
  describe('Scripts de gerenciamento funcionando', managing);
});
describe('Documentação', documenting);

describe('Encerramento', () => {
  test('nothing of the stack is left running', async () => {
    expect(await belongingsOf(PROJECT)).toMatchObject(NOTHING_BUT_IMAGES);
    expect(await Promise.all(PORTS.map(isFree))).toEqual(PORTS.map(() => true));
  });
});
