import { Project } from 'projen';
import { ParsedInstruction, ParsedStage } from './parsed-stage';
import { parseDockerfile, ParsedDockerfile } from './private/dockerfile-parser';
import { assertAny, assertLike, compare, compareWords } from './private/failure';
import { WrittenFile, readFile, synthesizeFile } from './private/written-file';
import { listed } from '../base/checks';
import { requireProps } from '../base/props';

/** An expected instruction of a Dockerfile. */
export interface ExpectedInstruction {
  /** Its name, such as `COPY`. */
  readonly name: string;

  /**
   * What follows it: a string, a list of words for the exec form, or a matcher.
   *
   * @default - anything
   */
  readonly value?: any;
}

/**
 * Assertions on a Dockerfile, parsed as Docker does (stages, continued lines, here-documents, parser directives). They throw plain errors,
 * so they work with any test framework. A stage is given by its name, or, if it has none, by its position (`0`).
 */
export class DockerfileTemplate {
  /**
   * A Dockerfile of a project, which is synthesized at each call.
   *
   * @param project the project, whose `outdir` is below the system's temporary folder
   * @param path relative to the project's folder: `docker/backend/Dockerfile`
   * @throws if the project's `outdir` is elsewhere, it writes no such file, or it cannot be synthesized
   */
  public static fromProject(project: Project, path: string): DockerfileTemplate {
    return new DockerfileTemplate(synthesizeFile(project, path));
  }

  /**
   * A Dockerfile on disk, such as the committed one.
   *
   * @param path relative to the folder in which the tests run, or absolute
   * @throws if there is none, or it cannot be read
   */
  public static fromFile(path: string): DockerfileTemplate {
    return new DockerfileTemplate(readFile(path));
  }

  /**
   * A Dockerfile from a string.
   *
   * @param text the whole text
   * @throws if it cannot be read
   */
  public static fromString(text: string): DockerfileTemplate {
    return new DockerfileTemplate({ name: 'the Dockerfile', text });
  }

  private readonly name: string;
  private readonly parsed: ParsedDockerfile;

  private constructor({ name, text }: WrittenFile) {
    this.name = name;
    try {
      this.parsed = parseDockerfile(text);
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`);
    }
  }

  /** The parser directives before everything else, such as `syntax`, by their names in lower case. */
  public get directives(): { [name: string]: string } {
    return { ...this.parsed.directives };
  }

  /** The names of the stages, in order. */
  public get stageNames(): string[] {
    return this.parsed.stages.map(({ name }) => name);
  }

  /**
   * The name of the last stage, which is the default target.
   *
   * @throws if there is no stage
   */
  public get lastStage(): string {
    const last = this.stageNames.pop();
    if (last === undefined) {
      throw new Error(`${this.name} has no stage: expected at least one FROM`);
    }
    return last;
  }

  /**
   * A stage. Its `text` is for a snapshot that holds one stage and nothing else.
   *
   * @param name its name, or its position
   * @throws if there is none
   */
  public stage(name: string): ParsedStage {
    const found = this.parsed.stages.find((stage, position) => stage.name === name.toLowerCase() || name === `${position}`);
    if (!found) {
      throw new Error(`${this.name} has no stage "${name}": it has ${listed(this.stageNames)}`);
    }
    return found;
  }

  /**
   * Fails unless there is such a stage.
   *
   * @param name its name, or its position
   * @param image the image or the stage that it starts from, a string or a matcher; by default anything
   * @throws if there is none, or it starts from something else
   */
  public hasStage(name: string, image?: any): void {
    const stage = this.stage(name);
    if (image !== undefined) {
      assertLike(`what stage "${stage.name}" of ${this.name} starts from`, compare(stage.image, image));
    }
  }

  /**
   * The instructions of a stage that match, in order.
   *
   * @param stage its name, or its position
   * @param name the name of the instruction, such as `COPY`
   * @param value what follows it: a string, a list of words for the exec form, or a matcher; by default anything
   * @throws if there is no such stage
   */
  public findInstructions(stage: string, name: string, value?: any): ParsedInstruction[] {
    return this.stage(stage).instructions.filter((instruction) => isLike(instruction, { name, value }));
  }

  /**
   * Fails unless a stage has such an instruction.
   *
   * @param stage its name, or its position
   * @param name the name of the instruction, such as `USER`
   * @param value what follows it: a string, a list of words for the exec form, or a matcher; by default anything
   * @throws if there is none, with the closest one
   */
  public hasInstruction(stage: string, name: string, value?: any): void {
    const named = this.findInstructions(stage, name);
    if (named.length === 0) {
      throw new Error(`stage "${stage}" of ${this.name} has no ${name.toUpperCase()}: it has ${namesOf(this.stage(stage))}`);
    }
    if (value !== undefined) {
      const results = named.map((instruction) => compareWords(instruction.value, instruction.words, value));
      assertAny(`stage "${stage}" of ${this.name} has no such ${name.toUpperCase()}`, results);
    }
  }

  /**
   * Fails if a stage has such an instruction.
   *
   * @param stage its name, or its position
   * @param name the name of the instruction, such as `RUN`
   * @param value what follows it: a string, a list of words for the exec form, or a matcher; by default anything
   * @throws if there is one
   */
  public doesNotHaveInstruction(stage: string, name: string, value?: any): void {
    const [found] = this.findInstructions(stage, name, value);
    if (found) {
      throw new Error(`line ${found.line} of ${this.name}, in stage "${stage}", was expected to be absent: ${asWritten(found)}`);
    }
  }

  /**
   * Fails unless a stage has such instructions in this order, possibly with others between them.
   *
   * @param stage its name, or its position
   * @param instructions the expected instructions, in order
   * @throws if one is missing, or comes too early
   */
  public hasInstructionsInOrder(stage: string, instructions: ExpectedInstruction[]): void {
    instructions.forEach((expected) => requireProps('ExpectedInstruction', expected, `an expected instruction of stage "${stage}"`));
    let rest = this.stage(stage).instructions;
    let before = 'at its start';
    for (const expected of instructions) {
      this.hasInstruction(stage, expected.name, expected.value);
      const at = rest.findIndex((instruction) => isLike(instruction, expected));
      if (at < 0) {
        const [early] = this.findInstructions(stage, expected.name, expected.value);
        throw new Error(
          `stage "${stage}" of ${this.name} has instructions in another order: "${asWritten(early)}" in line ${early.line} `
          + `was expected after ${before}`,
        );
      }
      before = `"${asWritten(rest[at])}" in line ${rest[at].line}`;
      rest = rest.slice(at + 1);
    }
  }
}

function isLike(instruction: ParsedInstruction, { name, value }: ExpectedInstruction): boolean {
  return instruction.name === name.toUpperCase()
    && (value === undefined || compareWords(instruction.value, instruction.words, value).isSuccess);
}

function asWritten({ name, value }: ParsedInstruction): string {
  return `${name} ${value}`;
}

function namesOf({ instructions }: ParsedStage): string {
  return [...new Set(instructions.map(({ name }) => name))].join(', ');
}
