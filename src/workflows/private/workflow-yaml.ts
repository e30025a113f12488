import { Document, Scalar, YAMLMap, isMap, isScalar, visit } from 'yaml';

/** Keys whose values carry a comment behind ` # `: versions of actions, reasons of permissions. */
const COMMENTED = ['uses', 'packages', 'pull-requests'];

/**
 * A workflow as text: programs as blocks, comments behind what they are about.
 *
 * @param says what the file is for, in a line of its own
 */
export function workflowYaml(says: string, workflow: object): string {
  const document = new Document(JSON.parse(JSON.stringify(workflow)), { aliasDuplicateObjects: false });
  document.commentBefore = ` ${says}`;
  const root = document.contents as unknown as YAMLMap<Scalar, unknown>;
  root.items.slice(1).forEach((item) => item.key.spaceBefore = true);
  for (const { value } of root.items) {
    if (isMap(value)) {
      // jobs stand apart
      value.items.slice(1).forEach((item) => {
        if (isScalar(item.key) && isMap(item.value) && item.value.has('steps')) {
          item.key.spaceBefore = true;
        }
      });
    }
  }
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && COMMENTED.includes(`${key.value}`) && isScalar(value) && `${value.value}`.includes(' # ')) {
        const [first, comment] = `${value.value}`.split(' # ');
        value.value = first;
        value.comment = ` ${comment}`;
      }
    },
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && scalar.value.includes('\n')) {
        scalar.type = Scalar.BLOCK_LITERAL;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}
