import { createHmac, timingSafeEqual } from "node:crypto";
import { decrypt, encrypt } from "./cipher.ts";

/** What an identifier of a person is. */
export type IdentifierKind = "org_user_id" | "email" | "mobile";

/** The keys that one instance secret stands for, each for one use only. */
export interface InstanceKeys {
  /** Keyed hash of one identifier in one workspace: the `sub` of its tokens and the key it is found by. */
  identifierKey(workspaceUuid: string, kind: IdentifierKind, value: string): string;
  /** Keyed hash under which a secret is stored. */
  mac(secret: string): string;
  /** Encrypts what has to be read again; every call gives another text. */
  seal(text: string): string;
  /** Reads what {@link InstanceKeys.seal} wrote; throws on anything else. */
  unseal(sealed: string): string;
  /** Bytes that follow from the secret and a label alone. */
  derive(label: string, length: number): Buffer;
}

/** Derives the keys from the instance secret. */
export function createInstanceKeys(secret: string): InstanceKeys {
  const root = createHmac("sha256", "notice-consent").update(secret).digest();
  const derive = (label: string, length: number): Buffer => expand(root, label, length);
  const identifierKey = derive("identifier", 32);
  const pepper = derive("pepper", 32);
  const sealKey = derive("seal", 32);
  return {
    derive,
    identifierKey: (workspaceUuid, kind, value) =>
      createHmac("sha256", identifierKey)
        .update(JSON.stringify([workspaceUuid, kind, value]))
        .digest("base64url"),
    mac: (text) => createHmac("sha256", pepper).update(text).digest("base64url"),
    seal: (text) => encrypt(sealKey, text),
    unseal: (sealed) => decrypt(sealKey, sealed),
  };
}

// HKDF (RFC 5869) with its first half done once: every decision needs a key of its person.
function expand(root: Buffer, label: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  while (blocks.length * root.length < length) {
    const counter = Buffer.of(blocks.length + 1);
    blocks.push(
      createHmac("sha256", root)
        .update(blocks.at(-1) ?? "")
        .update(label)
        .update(counter)
        .digest(),
    );
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** Compares two digests without telling by its duration where they differ. */
export function sameDigest(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}
