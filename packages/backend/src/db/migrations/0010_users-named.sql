ALTER TABLE "persons" ADD COLUMN "is_named" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
UPDATE "persons" SET "is_named" = false WHERE "org_user_id" = coalesce("external_id", "uuid"::text);
