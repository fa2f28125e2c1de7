import type { PGlite } from "@electric-sql/pglite";

import { database } from "../account/database.ts";

const schema = `
  create table if not exists shop_customer (
    id text primary key,
    email text not null unique,
    name text not null,
    password_hash text not null
  );
  create table if not exists shop_session (
    token_hash text primary key,
    customer_id text not null references shop_customer,
    expires_at timestamptz not null
  );
  create table if not exists clinic_choice (
    browser_id text primary key,
    who text not null
  );
  create table if not exists clinic_waiting (
    alias_id text not null,
    primary_id text not null,
    since timestamptz not null,
    primary key (alias_id, primary_id)
  );
  create table if not exists conflict_review (
    conflict jsonb primary key,
    since timestamptz not null default now()
  );
`;

let opened: Promise<PGlite> | undefined;

/** The demo's own database with the tables of the shop and the clinic in it. */
export function companyTables(): Promise<PGlite> {
  opened ??= open();
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

async function open(): Promise<PGlite> {
  const db = await database();
  await db.exec(schema);
  return db;
}
