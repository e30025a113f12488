/** What a Compose file says of a service, or of the whole, once it is parsed. */
export type Keys = { readonly [key: string]: any };

/** A list that may not be there, or may be something else. */
export function listOf(value: any): any[] {
  return Array.isArray(value) ? value : [];
}
