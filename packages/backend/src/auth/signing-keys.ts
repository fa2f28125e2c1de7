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

/** Which generations of the key there are; the first one alone unless said otherwise. */
export interface Generations {
  readonly signing: number;
  /** Those whose tokens are accepted; the signing one is among them. */
  readonly verifying: readonly number[];
}

/** Derives the P-256 keys from the instance secret, so that every process of an installation signs alike. */
export function createSigningKeys(
  keys: InstanceKeys,
  { signing, verifying }: Generations = { signing: 1, verifying: [1] },
): SigningKeys {
  const pairs = verifying.map((generation) => derivePair(keys, generation));
  const { privateKey, published } = derivePair(keys, signing);
  return {
    kid: published.kid,
    privateKey,
    verifying: new Map(pairs.map((pair) => [pair.published.kid, pair.publicKey])),
    published: pairs.map((pair) => pair.published),
  };
}

/** The name of one generation's key, as it stands in tokens and in the key set. */
export function kidOf(keys: InstanceKeys, generation: number): string {
  return derivePair(keys, generation).published.kid;
}

function derivePair(keys: InstanceKeys, generation: number) {
  const label = generation === 1 ? "signing" : `signing ${generation}`;
  // 16 bytes more than the order has, so that reducing leaves no bias worth speaking of (FIPS 186-5, A.2.1).
  const scalar = (BigInt(`0x${keys.derive(label, 48).toString("hex")}`) % (order - 1n)) + 1n;
  const secret = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33).toString("base64url");
  const kid = createHash("sha256").update(`${x}.${y}`).digest("base64url").slice(0, 16);
  const jwk = { kty: "EC", crv: "P-256", x, y } as const;
  const published: PublishedKey = { ...jwk, alg: "ES256", use: "sig", kid };
  return {
    privateKey: createPrivateKey({ key: { ...jwk, d: secret.toString("base64url") }, format: "jwk" }),
    publicKey: createPublicKey({ key: jwk, format: "jwk" }),
    published,
  };
}
