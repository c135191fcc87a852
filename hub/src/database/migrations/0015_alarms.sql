CREATE TABLE "seen_alarms" (
	"unit" text NOT NULL,
	"binding" integer NOT NULL,
	"seq" integer NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "seen_alarms_unit_binding_seq_pk" PRIMARY KEY("unit","binding","seq")
);
--> statement-breakpoint
ALTER TABLE "seen_alarms" ADD CONSTRAINT "seen_alarms_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "seen_alarms_by" ON "seen_alarms" USING btree ("by");