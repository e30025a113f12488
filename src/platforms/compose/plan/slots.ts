import { variableOf } from '../../../base/names';
import { Service } from '../../../model/service';

/** The variable that says which of its two sets the containers of a service belong to: `blue` or `green`. */
export function slotVariable(service: Service): string {
  return variableOf(service.id, 'SLOT');
}
