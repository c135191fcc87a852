CREATE TABLE "assistance_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit" text NOT NULL,
	"binding" integer NOT NULL,
	"seq" integer NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assisted_entries" (
	"unit" text NOT NULL,
	"binding" integer NOT NULL,
	"seq" integer NOT NULL,
	"door" uuid NOT NULL,
	"employee" uuid NOT NULL,
	"supervisor" uuid NOT NULL,
	"day" date NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"second" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"score" double precision,
	CONSTRAINT "assisted_entries_unit_binding_seq_pk" PRIMARY KEY("unit","binding","seq")
);
--> statement-breakpoint
CREATE TABLE "door_faces" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"door" uuid NOT NULL,
	"employee" uuid NOT NULL,
	"supervisor" uuid NOT NULL,
	"session" uuid NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"advice" text,
	"model" text,
	"picture" "bytea",
	"embedding" "bytea",
	"decision" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_reason" text
);
--> statement-breakpoint
CREATE TABLE "supervisors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"opd" uuid NOT NULL,
	"named_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"named_by" uuid,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	"ended_reason" text,
	"pin" text,
	"pin_set_at" timestamp (3) with time zone,
	"card" text,
	"card_made_at" timestamp (3) with time zone,
	"code" text,
	"code_expires" timestamp (3) with time zone,
	"code_tries" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assistance_decisions" ADD CONSTRAINT "assistance_decisions_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "door_faces" ADD CONSTRAINT "door_faces_door_doors_id_fk" FOREIGN KEY ("door") REFERENCES "public"."doors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "door_faces" ADD CONSTRAINT "door_faces_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "door_faces" ADD CONSTRAINT "door_faces_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervisors" ADD CONSTRAINT "supervisors_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervisors" ADD CONSTRAINT "supervisors_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervisors" ADD CONSTRAINT "supervisors_named_by_users_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervisors" ADD CONSTRAINT "supervisors_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assistance_decisions_entry" ON "assistance_decisions" USING btree ("unit","binding","seq","at");--> statement-breakpoint
CREATE INDEX "assisted_entries_seen" ON "assisted_entries" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "assisted_entries_employee" ON "assisted_entries" USING btree ("employee","day");--> statement-breakpoint
CREATE INDEX "assisted_entries_supervisor" ON "assisted_entries" USING btree ("supervisor","seen_at");--> statement-breakpoint
CREATE INDEX "door_faces_waiting" ON "door_faces" USING btree ("employee") WHERE "door_faces"."decision" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "supervisors_one_active" ON "supervisors" USING btree ("employee") WHERE "supervisors"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX "supervisors_opd" ON "supervisors" USING btree ("opd");