/** A database of the server in the same container. Without a word mongosh waits 2 seconds for it, too little on a machine that is busy. */
export function patiently(database: string): string {
  return `mongodb://127.0.0.1/${database}?directConnection=true&serverSelectionTimeoutMS=30000`;
}
