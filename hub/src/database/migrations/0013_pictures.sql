CREATE TABLE "pictures" (
	"id" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"kind" text NOT NULL,
	"subject" jsonb NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"bytes" integer NOT NULL,
	"sealed" text,
	"removed_at" timestamp (3) with time zone,
	"handled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_unit_units_id_fk" FOREIGN KEY ("unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pictures_kept" ON "pictures" USING btree ("kind","received_at") WHERE "pictures"."sealed" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "pictures_unhandled" ON "pictures" USING btree ("received_at") WHERE "pictures"."handled_at" IS NULL;