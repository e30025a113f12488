/** A variable that is named after a service: `celery-beat` and `PORT` are `CELERY_BEAT_PORT`. */
export function variableOf(id: string, what: string): string {
  return `${id.toUpperCase().replace(/-/g, '_')}_${what}`;
}

/** A volume that is named after a service: `celery-beat` and `data` are `celery_beat_data`. */
export function volumeOf(id: string, what: string): string {
  return `${id.replace(/-/g, '_')}_${what}`;
}
