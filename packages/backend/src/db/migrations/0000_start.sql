CREATE TABLE "api_keys" (
	"prefix" text PRIMARY KEY NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"mac" text NOT NULL,
	"permissions" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"person_uuid" uuid NOT NULL,
	"notice_uuid" uuid NOT NULL,
	"product_uuid" text DEFAULT '' NOT NULL,
	"purpose_uuid" uuid NOT NULL,
	"specific_uuid" text DEFAULT '' NOT NULL,
	"selected" boolean NOT NULL,
	"status" text NOT NULL,
	"data_elements" jsonb NOT NULL,
	"purpose_digest" text NOT NULL,
	"decided_at" text COLLATE "C" NOT NULL,
	"expires_at" timestamp with time zone,
	"event_uuid" uuid NOT NULL,
	CONSTRAINT "grants_person_uuid_notice_uuid_product_uuid_purpose_uuid_specific_uuid_pk" PRIMARY KEY("person_uuid","notice_uuid","product_uuid","purpose_uuid","specific_uuid")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"workspace_uuid" uuid NOT NULL,
	"subject" text NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"answer" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_uuid_subject_route_key_pk" PRIMARY KEY("workspace_uuid","subject","route","key")
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"workspace_uuid" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"person_uuid" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "identifiers_workspace_uuid_key_pk" PRIMARY KEY("workspace_uuid","key")
);
--> statement-breakpoint
CREATE TABLE "instance" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_events" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"person_uuid" uuid NOT NULL,
	"identity_uuid" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"notice_uuid" uuid,
	"recorded_at" text NOT NULL,
	"payload" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_events_chain" UNIQUE("person_uuid","position")
);
--> statement-breakpoint
CREATE TABLE "notice_versions" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"notice_uuid" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"purpose_digests" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "notice_versions_number" UNIQUE("notice_uuid","number")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"name" text NOT NULL,
	"active_version_uuid" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"org_user_id" text NOT NULL,
	"org_user_id_type" text NOT NULL,
	"primary_email" text,
	"primary_mobile" text,
	"name" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"primary_uuid" uuid,
	"chain_length" integer DEFAULT 0 NOT NULL,
	"chain_head" text DEFAULT '' NOT NULL,
	CONSTRAINT "persons_org_user_id" UNIQUE("workspace_uuid","org_user_id")
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"family_uuid" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"used_at" timestamp with time zone,
	"successor_hash" text,
	"sealed_successor" text,
	"replays" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "token_families" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"subject" text NOT NULL,
	"sealed_identifiers" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_for" text
);
--> statement-breakpoint
CREATE TABLE "users_api_credentials" (
	"key" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"secret_mac" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"organisation_uuid" uuid NOT NULL,
	"name" text NOT NULL,
	"origins" text[] DEFAULT '{}' NOT NULL,
	"refresh_days_cap" integer DEFAULT 30 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_uuid_workspaces_uuid_fk" FOREIGN KEY ("workspace_uuid") REFERENCES "public"."workspaces"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_uuid_persons_uuid_fk" FOREIGN KEY ("person_uuid") REFERENCES "public"."persons"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identifiers" ADD CONSTRAINT "identifiers_workspace_uuid_workspaces_uuid_fk" FOREIGN KEY ("workspace_uuid") REFERENCES "public"."workspaces"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identifiers" ADD CONSTRAINT "identifiers_person_uuid_persons_uuid_fk" FOREIGN KEY ("person_uuid") REFERENCES "public"."persons"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_events" ADD CONSTRAINT "ledger_events_person_uuid_persons_uuid_fk" FOREIGN KEY ("person_uuid") REFERENCES "public"."persons"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_events" ADD CONSTRAINT "ledger_events_identity_uuid_persons_uuid_fk" FOREIGN KEY ("identity_uuid") REFERENCES "public"."persons"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_workspace_uuid_workspaces_uuid_fk" FOREIGN KEY ("workspace_uuid") REFERENCES "public"."workspaces"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_workspace_uuid_workspaces_uuid_fk" FOREIGN KEY ("workspace_uuid") REFERENCES "public"."workspaces"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_primary_uuid_persons_uuid_fk" FOREIGN KEY ("primary_uuid") REFERENCES "public"."persons"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_family_uuid_token_families_uuid_fk" FOREIGN KEY ("family_uuid") REFERENCES "public"."token_families"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token_families" ADD CONSTRAINT "token_families_workspace_uuid_workspaces_uuid_fk" FOREIGN KEY ("workspace_uuid") REFERENCES "public"."workspaces"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users_api_credentials" ADD CONSTRAINT "users_api_credentials_workspace_uuid_workspaces_uuid_fk" FOREIGN KEY ("workspace_uuid") REFERENCES "public"."workspaces"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_organisation_uuid_organisations_uuid_fk" FOREIGN KEY ("organisation_uuid") REFERENCES "public"."organisations"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "identifiers_person" ON "identifiers" USING btree ("person_uuid");--> statement-breakpoint
CREATE UNIQUE INDEX "persons_primary_email" ON "persons" USING btree ("workspace_uuid","primary_email") WHERE "persons"."primary_uuid" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "persons_primary_mobile" ON "persons" USING btree ("workspace_uuid","primary_mobile") WHERE "persons"."primary_uuid" is null;--> statement-breakpoint
CREATE INDEX "persons_email" ON "persons" USING btree ("workspace_uuid","primary_email");--> statement-breakpoint
CREATE INDEX "persons_mobile" ON "persons" USING btree ("workspace_uuid","primary_mobile");--> statement-breakpoint
CREATE INDEX "persons_primary" ON "persons" USING btree ("primary_uuid");--> statement-breakpoint
CREATE INDEX "refresh_tokens_family" ON "refresh_tokens" USING btree ("family_uuid");--> statement-breakpoint
CREATE INDEX "refresh_tokens_successor" ON "refresh_tokens" USING btree ("successor_hash");