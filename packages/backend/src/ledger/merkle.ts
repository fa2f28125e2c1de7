import { createHash } from "node:crypto";
import { canonicalJson } from "@notice-consent/contract";

/** A tree that is built leaf by leaf and holds one hash a level; its shape and prefixes are those of RFC 6962, 2.1. */
export interface MerkleTree {
  add(leaf: Buffer): void;
  /** Lower-case hex. */
  root(): string;
}

/** The leaf of one chain: whose, how long, and its head. */
export function chainLeaf(personUuid: string, length: number, head: string): Buffer {
  return sha256(Buffer.of(0), Buffer.from(canonicalJson([personUuid, length, head])));
}

/** An empty tree. */
export function createMerkleTree(): MerkleTree {
  const open: { readonly height: number; readonly hash: Buffer }[] = [];
  const joined = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);
  return {
    add(leaf) {
      let node = { height: 0, hash: leaf };
      for (let last = open.at(-1); last?.height === node.height; last = open.at(-1)) {
        open.pop();
        node = { height: node.height + 1, hash: joined(last.hash, node.hash) };
      }
      open.push(node);
    },
    root() {
      const [last, ...others] = open.toReversed();
      if (last === undefined) return sha256().toString("hex");
      return others.reduce((right, left) => joined(left.hash, right), last.hash).toString("hex");
    },
  };
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
