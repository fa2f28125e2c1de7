CREATE TABLE "ledger_checkpoints" (
	"workspace_uuid" uuid NOT NULL,
	"number" integer NOT NULL,
	"root" text NOT NULL,
	"persons" bigint NOT NULL,
	"events" bigint NOT NULL,
	"previous_hash" text NOT NULL,
	"recorded_at" text NOT NULL,
	"kid" text NOT NULL,
	"statement" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_checkpoints_workspace_uuid_number_pk" PRIMARY KEY("workspace_uuid","number")
);
--> statement-breakpoint
CREATE TABLE "ledger_leaves" (
	"workspace_uuid" uuid NOT NULL,
	"person_uuid" uuid NOT NULL,
	"length" integer NOT NULL,
	"head" text NOT NULL,
	"checkpoint" integer NOT NULL,
	CONSTRAINT "ledger_leaves_workspace_uuid_person_uuid_length_pk" PRIMARY KEY("workspace_uuid","person_uuid","length")
);
--> statement-breakpoint
ALTER TABLE "ledger_events" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "data_salt" uuid DEFAULT gen_random_uuid();--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "grants_end" ON "grants" USING btree ("expires_at") WHERE "grants"."status" = 'ACTIVE';--> statement-breakpoint
CREATE INDEX "persons_workspace" ON "persons" USING btree ("workspace_uuid","uuid");