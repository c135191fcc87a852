CREATE TABLE "letterheads" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"opd" uuid,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"changed_by" uuid,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "discipline_letters" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "discipline_letters" ADD COLUMN "withdrawn_by" uuid;--> statement-breakpoint
ALTER TABLE "letterheads" ADD CONSTRAINT "letterheads_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letterheads" ADD CONSTRAINT "letterheads_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "letterheads_opd_version" ON "letterheads" USING btree ("opd","version") WHERE "letterheads"."opd" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "letterheads_region_version" ON "letterheads" USING btree ("version") WHERE "letterheads"."opd" IS NULL;--> statement-breakpoint
ALTER TABLE "discipline_letters" ADD CONSTRAINT "discipline_letters_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;