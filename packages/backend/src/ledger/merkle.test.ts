import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { chainLeaf, createMerkleTree } from "./merkle.ts";

const sha256 = (...parts: readonly Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

// The definition of RFC 6962, 2.1, by recursion; the tree under test is built from the left.
function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

describe("the tree over the chain heads", () => {
  it("has the root that RFC 6962 defines, for every number of leaves", () => {
    for (let count = 0; count < 70; count += 1) {
      const leaves = Array.from({ length: count }, (_, index) => chainLeaf(`person-${index}`, index, "head"));
      const tree = createMerkleTree();
      for (const leaf of leaves) tree.add(leaf);
      expect(tree.root()).toBe(rootOf(leaves).toString("hex"));
    }
  });

  it("tells a leaf from an inner node, and every part of a leaf from every other", () => {
    const roots = [
      ["a", 1, "h"],
      ["a", 2, "h"],
      ["b", 1, "h"],
      ["a", 1, "g"],
    ].map(([uuid, length, head]) => chainLeaf(String(uuid), Number(length), String(head)).toString("hex"));
    expect(new Set(roots).size).toBe(4);
  });
});
