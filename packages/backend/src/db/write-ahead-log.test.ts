import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findTruncatedPieces } from "./write-ahead-log.ts";

const size = 1024;
const [first, second, ahead] = ["000000010000000000000001", "000000010000000000000002", "000000010000000000000003"];

describe("the log of an embedded database", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "consent-log-"));
    const piece = Buffer.alloc(size);
    piece.writeUInt32LE(size, 32);
    writeFileSync(join(folder, first), piece);
    writeFileSync(join(folder, second), piece);
    writeFileSync(join(folder, ahead), Buffer.alloc(size));
    writeFileSync(join(folder, "archive_status"), "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is whole when each piece is as long as it says, also one that was made ahead, and where there is none [R-G3]", () => {
    expect(findTruncatedPieces(folder)).toEqual([]);
    expect(findTruncatedPieces(join(folder, "nowhere"))).toEqual([]);
  });

  it.each([
    ["the last byte is missing", second, size - 1],
    ["half is missing", first, size / 2],
    ["nothing is left", second, 0],
    ["one that was made ahead is short", ahead, 100],
  ])("is truncated where %s [R-G3]", (_, name, length) => {
    truncateSync(join(folder, name), length);
    expect(findTruncatedPieces(folder)).toEqual([name]);
  });
});
