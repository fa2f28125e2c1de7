CREATE TABLE "signing_keys" (
	"generation" integer PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"signs_from" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "language_gate" text DEFAULT 'warn' NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "notice_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notice_versions" ADD COLUMN "reconsent_from" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "token_families_subject" ON "token_families" USING btree ("workspace_uuid","subject");--> statement-breakpoint
UPDATE "grants" g SET "notice_version" = coalesce((
	SELECT max(v."number") FROM "notice_versions" v
	WHERE v."notice_uuid" = g."notice_uuid" AND v."purpose_digests" ->> g."purpose_uuid"::text = g."purpose_digest"
), 0);
--> statement-breakpoint
ALTER TABLE "notice_versions" DISABLE TRIGGER notice_versions_append_only;
--> statement-breakpoint
UPDATE "notice_versions" v SET "reconsent_from" = (
	SELECT coalesce(jsonb_object_agg(p.key, (
		SELECT coalesce(max(o."number"), 0) + 1 FROM "notice_versions" o
		WHERE o."notice_uuid" = v."notice_uuid" AND o."number" < v."number" AND o."purpose_digests" ->> p.key IS DISTINCT FROM p.value
	)), '{}') FROM jsonb_each_text(v."purpose_digests") p
);
--> statement-breakpoint
ALTER TABLE "notice_versions" ENABLE TRIGGER notice_versions_append_only;
