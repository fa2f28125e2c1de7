import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** Where the first page of a piece of the log says how long every piece is. */
const sizeOffset = 32;
const headerLength = 40;

/**
 * The names of pieces of a log that are shorter than they say. PostgreSQL would take where such a piece breaks off for
 * the end of the log, start, and have forgotten what was acknowledged after it.
 */
export function findTruncatedPieces(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name));
  const pieces = names.map((name) => ({ name, ...measure(join(folder, name)) }));
  // A piece that was made ahead says nothing yet, but is as long as the others.
  const whole = pieces.find(({ told }) => told > 0)?.told;
  return pieces.filter(({ size }) => size < headerLength || size !== whole).map(({ name }) => name);
}

function measure(file: string): { readonly size: number; readonly told: number } {
  const descriptor = openSync(file, "r");
  try {
    const header = Buffer.alloc(headerLength);
    readSync(descriptor, header, 0, headerLength, 0);
    return { size: fstatSync(descriptor).size, told: header.readUInt32LE(sizeOffset) };
  } finally {
    closeSync(descriptor);
  }
}
