import { readFileSync } from 'fs';
import * as path from 'path';
import { SERVICE_KEYS } from '../../../../src/platforms/compose/private/service-keys';

test('the keys of a service are those of the Compose specification', () => {
  const schema = JSON.parse(readFileSync(path.join(__dirname, '../compose-spec.json'), 'utf-8'));
  expect(SERVICE_KEYS).toEqual(Object.keys(schema.definitions.service.properties).sort());
});
