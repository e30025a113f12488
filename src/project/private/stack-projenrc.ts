import { Project, ProjenrcFile, javascript } from 'projen';

/**
 * A `.projenrc.ts` at the root of a repository that has no TypeScript else. Node.js runs it with tsx, without asking npx for the path or
 * the compiler for types, each of which takes longer than the synthesis; `tsconfig.json` lets editors say what is wrong with types.
 */
export class StackProjenrc extends ProjenrcFile {
  public readonly filePath = '.projenrc.ts';

  constructor(project: Project) {
    super(project);
    project.defaultTask?.exec(`node --import tsx ${this.filePath}`);
    new javascript.TypescriptConfig(project, {
      fileName: 'tsconfig.json',
      include: [this.filePath, 'projenrc/**/*.ts'],
      compilerOptions: {
        target: 'ES2022', lib: ['ES2022'], module: 'node16', strict: true, skipLibCheck: true, esModuleInterop: true, noEmit: true,
      },
    });
  }
}
