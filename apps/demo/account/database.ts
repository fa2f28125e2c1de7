import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";

import { PGlite } from "@electric-sql/pglite";

const schema = `
  create table if not exists account (
    id text primary key,
    email text not null unique,
    name text not null,
    password_hash text not null,
    opened_at timestamptz not null default now()
  );
  create table if not exists registration (
    temporary_id text primary key,
    account_id text not null unique references account,
    completed_at timestamptz
  );
  create table if not exists session (
    token_hash text primary key,
    account_id text not null references account,
    expires_at timestamptz not null
  );
  create table if not exists registration_outbox (
    temporary_id text primary key references registration,
    entry jsonb not null,
    since timestamptz not null default now()
  );
  create table if not exists pending_link (
    alias_id text not null,
    primary_id text not null,
    since timestamptz not null,
    primary key (alias_id, primary_id)
  );
`;

// Hot reloads evaluate this file anew, and one folder bears one PGlite only.
const slot: { [key: symbol]: Promise<PGlite> | undefined } = globalThis;
const key = Symbol.for("notice-consent/demo/database");

/** The bank's own database, opened at its first use. Holds accounts, sessions and what is left to link, no consent. */
export function database(): Promise<PGlite> {
  const opened = slot[key] ?? open();
  slot[key] = opened;
  opened.catch(() => {
    slot[key] = undefined;
  });
  return opened;
}

async function open(): Promise<PGlite> {
  const folder = resolve(process.env["DEMO_DATA"] ?? ".data/demo");
  await mkdir(folder, { recursive: true });
  const opened = await PGlite.create(folder);
  await opened.exec(schema);
  return opened;
}
