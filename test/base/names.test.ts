import { variableOf, volumeOf } from '../../src/base/names';

test('variables and volumes are named after their service', () => {
  expect([variableOf('celery-beat-2', 'PORT'), volumeOf('celery-beat-2', 'data')]).toEqual(['CELERY_BEAT_2_PORT', 'celery_beat_2_data']);
});
