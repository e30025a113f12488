type Answers = Map<unknown, unknown>;

let memory: Map<object, Answers> | undefined;

/**
 * Does work that asks the same of a model many times, while nothing changes it: what has been found {@link once} is remembered until the
 * work is done, and not a moment longer.
 */
export function remembering<T>(work: () => T): T {
  if (memory) {
    return work();
  }
  memory = new Map();
  try {
    return work();
  } finally {
    memory = undefined;
  }
}

/**
 * An answer that is found once while something is {@link remembering}, and each time otherwise.
 *
 * @param owner who answers
 * @param question which of its answers it is
 * @param find finds it
 */
export function once<T>(owner: object, question: unknown, find: () => T): T {
  if (!memory) {
    return find();
  }
  const answers: Answers = memory.get(owner) ?? new Map();
  memory.set(owner, answers);
  if (!answers.has(question)) {
    answers.set(question, find());
  }
  return answers.get(question) as T;
}
