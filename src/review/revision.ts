/** A state of the files of a repository. */
export interface IRevision {
  /** What it is called in a sentence: `origin/main`, `the working tree`. */
  readonly name: string;

  /** All files, relative to the folder that is looked at, with forward slashes. */
  readonly files: string[];

  /** The texts of those files that are there, by name. */
  read(files: string[]): ReadonlyMap<string, string>;
}
