CREATE TABLE "certificates" (
	"serial" text PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"sha256" text NOT NULL,
	"issuer" text NOT NULL,
	"via" text NOT NULL,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "certificates_sha256_unique" UNIQUE("sha256")
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit" text NOT NULL,
	"number" integer,
	"order" jsonb NOT NULL,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"issued_by" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"state" text DEFAULT 'waiting' NOT NULL,
	"detail" text,
	"procedure" uuid
);
--> statement-breakpoint
CREATE TABLE "facts_changes" (
	"unit" text NOT NULL,
	"binding" integer NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	CONSTRAINT "facts_changes_unit_binding_seq_pk" PRIMARY KEY("unit","binding","seq")
);
--> statement-breakpoint
CREATE TABLE "procedure_steps" (
	"procedure" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'done' NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"by" uuid,
	"detail" text,
	CONSTRAINT "procedure_steps_procedure_name_pk" PRIMARY KEY("procedure","name")
);
--> statement-breakpoint
CREATE TABLE "procedures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'awaiting-approval' NOT NULL,
	"door" uuid NOT NULL,
	"old_unit" text,
	"new_unit" text,
	"reason" text NOT NULL,
	"requested_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "bindings" ADD COLUMN "follows" jsonb;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "procedure" uuid;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "unit_statuses" ADD COLUMN "wrong_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "revoked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "revoked_reason" text;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_unit_units_id_fk" FOREIGN KEY ("unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_unit_units_id_fk" FOREIGN KEY ("unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_procedure_procedures_id_fk" FOREIGN KEY ("procedure") REFERENCES "public"."procedures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facts_changes" ADD CONSTRAINT "facts_changes_unit_units_id_fk" FOREIGN KEY ("unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedure_steps" ADD CONSTRAINT "procedure_steps_procedure_procedures_id_fk" FOREIGN KEY ("procedure") REFERENCES "public"."procedures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedure_steps" ADD CONSTRAINT "procedure_steps_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedures" ADD CONSTRAINT "procedures_door_doors_id_fk" FOREIGN KEY ("door") REFERENCES "public"."doors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedures" ADD CONSTRAINT "procedures_old_unit_units_id_fk" FOREIGN KEY ("old_unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedures" ADD CONSTRAINT "procedures_new_unit_units_id_fk" FOREIGN KEY ("new_unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedures" ADD CONSTRAINT "procedures_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificates_unit" ON "certificates" USING btree ("unit");--> statement-breakpoint
CREATE INDEX "commands_unit" ON "commands" USING btree ("unit","issued_at");--> statement-breakpoint
CREATE INDEX "commands_waiting" ON "commands" USING btree ("unit") WHERE "commands"."state" = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "procedures_one_open_per_door" ON "procedures" USING btree ("door") WHERE "procedures"."finished_at" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "procedures_one_open_per_unit" ON "procedures" USING btree ("old_unit") WHERE "procedures"."finished_at" IS NULL;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_procedure_procedures_id_fk" FOREIGN KEY ("procedure") REFERENCES "public"."procedures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quarantine" ADD CONSTRAINT "quarantine_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;