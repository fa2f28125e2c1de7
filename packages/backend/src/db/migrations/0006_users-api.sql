CREATE TABLE "users_api_events" (
	"uuid" uuid PRIMARY KEY NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"id" text,
	"identity_uuid" uuid NOT NULL,
	"person_uuid" uuid NOT NULL,
	"regulation" text NOT NULL,
	"status" text NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"effective_at" text COLLATE "C" NOT NULL,
	"recorded_at" text COLLATE "C" NOT NULL,
	"updated_at" text COLLATE "C",
	"choices" jsonb NOT NULL,
	"sealed" text,
	"body_hash" text NOT NULL,
	"retracted_at" timestamp with time zone,
	CONSTRAINT "users_api_events_id" UNIQUE("workspace_uuid","id")
);
--> statement-breakpoint
CREATE TABLE "users_api_items" (
	"uuid" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_uuid" uuid NOT NULL,
	"kind" text NOT NULL,
	"path" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "users_api_items_place" UNIQUE("workspace_uuid","kind","path")
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "users_api_schema" integer DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "regulation" text DEFAULT 'gdpr' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "future_children" text DEFAULT 'inherit' NOT NULL;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "last_seen_country" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "identity_erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users_api_events" ADD CONSTRAINT "users_api_events_identity_uuid_persons_uuid_fk" FOREIGN KEY ("identity_uuid") REFERENCES "public"."persons"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users_api_events" ADD CONSTRAINT "users_api_events_person_uuid_persons_uuid_fk" FOREIGN KEY ("person_uuid") REFERENCES "public"."persons"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users_api_items" ADD CONSTRAINT "users_api_items_workspace_uuid_workspaces_uuid_fk" FOREIGN KEY ("workspace_uuid") REFERENCES "public"."workspaces"("uuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "users_api_events_person" ON "users_api_events" USING btree ("person_uuid","effective_at","uuid");--> statement-breakpoint
CREATE INDEX "users_api_events_identity" ON "users_api_events" USING btree ("identity_uuid");--> statement-breakpoint
CREATE INDEX "persons_listing" ON "persons" USING btree ("workspace_uuid","created_at","uuid") WHERE "persons"."erased_at" is null and "persons"."identity_erased_at" is null;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_external_id" UNIQUE("workspace_uuid","external_id");