CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bindings" (
	"unit" text NOT NULL,
	"number" integer NOT NULL,
	"door" uuid NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"until" timestamp (3) with time zone,
	"seq" integer DEFAULT 0 NOT NULL,
	"hash" text,
	"through" timestamp (3) with time zone,
	CONSTRAINT "bindings_unit_number_pk" PRIMARY KEY("unit","number")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"hash" text PRIMARY KEY NOT NULL,
	"door" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" text,
	"csr_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"opd" uuid NOT NULL,
	"name" text NOT NULL,
	"roster_version" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employees" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"nip" text NOT NULL,
	"name" text NOT NULL,
	"opd" uuid NOT NULL,
	"position" text,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "employees_nip_unique" UNIQUE("nip")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"unit" text NOT NULL,
	"binding" integer NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"hash" text NOT NULL,
	"jws" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entries_unit_binding_seq_pk" PRIMARY KEY("unit","binding","seq")
);
--> statement-breakpoint
CREATE TABLE "opds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "opds_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"effective_from" date NOT NULL,
	"legal_basis" text NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "punches" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"binding" integer NOT NULL,
	"seq" integer NOT NULL,
	"door" uuid NOT NULL,
	"employee" uuid NOT NULL,
	"day" date NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"stored_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"score" double precision NOT NULL,
	"second_score" double precision,
	"threshold" double precision NOT NULL,
	"liveness" double precision NOT NULL,
	"frames" integer NOT NULL,
	"face_height" integer NOT NULL,
	"clock_source" text NOT NULL,
	"txid" bigint DEFAULT pg_current_xact_id()::text::bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"sample" "bytea" NOT NULL,
	"bytes" integer NOT NULL,
	"digest" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rosters" (
	"door" uuid NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rosters_door_version_pk" PRIMARY KEY("door","version")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"model" text NOT NULL,
	"sealed" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "unit_statuses" (
	"unit" text PRIMARY KEY NOT NULL,
	"online" boolean NOT NULL,
	"status" jsonb,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"kid" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"certificate_sha256" text NOT NULL,
	"certificate_expires" timestamp (3) with time zone NOT NULL,
	"certificate" text,
	"hardware" text NOT NULL,
	"command_number" integer DEFAULT 0 NOT NULL,
	"claimed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "units_kid_unique" UNIQUE("kid")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"opd" uuid,
	"employee" uuid,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_username_unique" UNIQUE("username")
);
--> statement-breakpoint
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_unit_units_id_fk" FOREIGN KEY ("unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_door_doors_id_fk" FOREIGN KEY ("door") REFERENCES "public"."doors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_door_doors_id_fk" FOREIGN KEY ("door") REFERENCES "public"."doors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "doors" ADD CONSTRAINT "doors_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employees" ADD CONSTRAINT "employees_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rosters" ADD CONSTRAINT "rosters_door_doors_id_fk" FOREIGN KEY ("door") REFERENCES "public"."doors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_users_id_fk" FOREIGN KEY ("user") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_statuses" ADD CONSTRAINT "unit_statuses_unit_units_id_fk" FOREIGN KEY ("unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bindings_one_active_per_door" ON "bindings" USING btree ("door") WHERE "bindings"."until" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "bindings_one_active_per_unit" ON "bindings" USING btree ("unit") WHERE "bindings"."until" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "doors_opd_name" ON "doors" USING btree ("opd","name");--> statement-breakpoint
CREATE INDEX "employees_opd" ON "employees" USING btree ("opd");--> statement-breakpoint
CREATE UNIQUE INDEX "punches_entry" ON "punches" USING btree ("unit","binding","seq");--> statement-breakpoint
CREATE INDEX "punches_day_employee" ON "punches" USING btree ("day","employee","seen_at");--> statement-breakpoint
CREATE INDEX "punches_day" ON "punches" USING btree ("day","id");--> statement-breakpoint
CREATE INDEX "punches_live" ON "punches" USING btree ("txid","id");--> statement-breakpoint
CREATE UNIQUE INDEX "quarantine_same" ON "quarantine" USING btree ("unit","reason","digest");--> statement-breakpoint
CREATE INDEX "quarantine_last" ON "quarantine" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "templates_employee" ON "templates" USING btree ("employee");