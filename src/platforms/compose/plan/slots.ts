import { variableOf } from '../../../base/names';
import { Service } from '../../../model/service';

/** The variable that says which of its two names the containers of a service have, `<id>-a` or `<id>-b`. */
export function slotVariable(service: Service): string {
  return variableOf(service.id, 'SLOT');
}
