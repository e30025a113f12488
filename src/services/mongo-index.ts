import { Duration } from '../base';

/** How text is compared in a {@link MongoIndex}. */
export interface MongoCollation {
  /** The language, as ICU names it: `pt`, `en_US`. */
  readonly locale: string;

  /**
   * How fine the comparison is: 1 ignores case and accents, 2 case only, 3 neither.
   *
   * @default 3
   */
  readonly strength?: number;
}

/** An index of a collection. */
export interface MongoIndex {
  /**
   * The fields in order, each with its kind: `1` ascending, `-1` descending, `"text"`, `"2dsphere"` or `"hashed"`.
   * More than one field makes a compound index.
   */
  readonly keys: { [field: string]: number | string };

  /**
   * The index's name.
   *
   * @default - made by MongoDB of the fields: `email_1`
   */
  readonly name?: string;

  /**
   * Whether no two documents may have the same values.
   *
   * @default false
   */
  readonly unique?: boolean;

  /**
   * Whether documents without the fields are left out.
   *
   * @default false
   */
  readonly sparse?: boolean;

  /**
   * How long after the time in the (only) field a document is removed, in whole seconds.
   *
   * @default - documents stay
   */
  readonly expireAfter?: Duration;

  /**
   * Which documents are in the index, as a MongoDB filter: `{ deleted_at: { $exists: false } }`.
   *
   * @default - all
   */
  readonly partialFilter?: { [field: string]: any };

  /**
   * How much a match in each field counts, in a text index.
   *
   * @default - 1 each
   */
  readonly weights?: { [field: string]: number };

  /**
   * The language of stop words and stems, in a text index: `portuguese`.
   *
   * @default "english", MongoDB's own
   */
  readonly defaultLanguage?: string;

  /**
   * How text is compared.
   *
   * @default - byte by byte
   */
  readonly collation?: MongoCollation;
}

/** A collection that is created before the application first starts. */
export interface MongoCollection {
  /** Its name. */
  readonly name: string;

  /**
   * Its indexes, beside the one of `_id`.
   *
   * @default - none
   */
  readonly indexes?: MongoIndex[];
}
