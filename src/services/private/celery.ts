import { RELOAD_VENV } from './python-image';
import { requireMatch } from '../../base/checks';
import { Environment, Service } from '../../model';
import { BackendService } from '../backend-service';

/** The Celery application, as `celery --app` names it. */
export function requireCeleryApp(id: string, app: string): void {
  requireMatch(
    `the app of service "${id}"`, app, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[A-Za-z_]\w*)?$/,
    'a module, or a module and a variable in it, such as "app.celery_app" or "app.celery_app:celery"',
  );
}

/** The command, which is restarted whenever sources change where changes show at once. */
export function celeryCommand(environment: Environment, command: string[]): string[] {
  if (!environment.liveReload) {
    return command;
  }
  return [`${RELOAD_VENV}/bin/watchfiles`, '--filter', 'python', '--sigint-timeout', '30', command.join(' '), '/app'];
}

/** What runs the image of a backend is connected to what the backend is connected to. */
export function connectionsWith(own: Service[], backend: BackendService): Service[] {
  return [...new Set([...backend.connections, ...own])];
}
