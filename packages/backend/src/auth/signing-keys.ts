import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { InstanceKeys } from "./instance-keys.ts";

/** A public key as the key set publishes it. */
export interface PublishedKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly alg: "ES256";
  readonly use: "sig";
  readonly kid: string;
}

/** The keys that sign and verify access tokens. */
export interface SigningKeys {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** Every key that verifies, by `kid`; nothing outside this map is ever consulted. */
  readonly verifying: ReadonlyMap<string, KeyObject>;
  readonly published: readonly PublishedKey[];
}

const order = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

/** Derives the P-256 key from the instance secret, so that every process of an installation signs alike. */
export function createSigningKeys(keys: InstanceKeys): SigningKeys {
  // 16 bytes more than the order has, so that reducing leaves no bias worth speaking of (FIPS 186-5, A.2.1).
  const scalar = (BigInt(`0x${keys.derive("signing", 48).toString("hex")}`) % (order - 1n)) + 1n;
  const secret = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33).toString("base64url");
  const kid = createHash("sha256").update(`${x}.${y}`).digest("base64url").slice(0, 16);
  const jwk = { kty: "EC", crv: "P-256", x, y } as const;
  const privateKey = createPrivateKey({ key: { ...jwk, d: secret.toString("base64url") }, format: "jwk" });
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  return {
    kid,
    privateKey,
    verifying: new Map([[kid, publicKey]]),
    published: [{ ...jwk, alg: "ES256", use: "sig", kid }],
  };
}
