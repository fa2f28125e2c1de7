import { createHash } from "node:crypto";
import { canonicalJson } from "@notice-consent/contract";
import { CompactSign, compactVerify } from "jose";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import { createSigningKeys, type SigningKeys } from "../auth/signing-keys.ts";
import type { ledgerCheckpoints } from "../db/checkpoint-schema.ts";

/** A checkpoint as it is stored. */
export type Checkpoint = typeof ledgerCheckpoints.$inferSelect;

/** What a checkpoint says of a workspace. */
export type CheckpointClaim = Omit<Checkpoint, "kid" | "statement" | "hash">;

const algorithm = "ES256";
// Not the type of an access token, so that neither can be taken for the other.
const type = "ledger-checkpoint";

/**
 * The key that signs checkpoints, made from the instance secret.
 * It is not the one of access tokens: those keys are replaced and removed, while a checkpoint is kept for good.
 */
export function createCheckpointKey(keys: InstanceKeys): SigningKeys {
  return createSigningKeys({ ...keys, derive: (label, length) => keys.derive(`checkpoint ${label}`, length) });
}

/** Signs a claim. */
export async function signCheckpoint(key: SigningKeys, claim: CheckpointClaim): Promise<Checkpoint> {
  const statement = await new CompactSign(Buffer.from(claimText(claim)))
    .setProtectedHeader({ alg: algorithm, typ: type, kid: key.kid })
    .sign(key.privateKey);
  return { ...claim, kid: key.kid, statement, hash: hashOf(statement) };
}

/** True when a stored checkpoint is signed by one of our keys and its columns say what was signed. */
export async function isSigned(key: SigningKeys, checkpoint: Checkpoint): Promise<boolean> {
  const publicKey = key.verifying.get(checkpoint.kid);
  if (publicKey === undefined || checkpoint.hash !== hashOf(checkpoint.statement)) return false;
  try {
    const { payload, protectedHeader } = await compactVerify(checkpoint.statement, publicKey, {
      algorithms: [algorithm],
    });
    const { typ, kid } = protectedHeader;
    return typ === type && kid === checkpoint.kid && Buffer.from(payload).toString("utf8") === claimText(checkpoint);
  } catch {
    return false;
  }
}

function claimText(claim: CheckpointClaim): string {
  return canonicalJson({
    workspace_uuid: claim.workspaceUuid,
    number: claim.number,
    root: claim.root,
    persons: claim.persons,
    events: claim.events,
    previous_hash: claim.previousHash,
    recorded_at: claim.recordedAt,
  });
}

function hashOf(statement: string): string {
  return createHash("sha256").update(statement).digest("hex");
}
