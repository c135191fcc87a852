CREATE TABLE "day_queue" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"employee" uuid NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"bulk" boolean DEFAULT false NOT NULL,
	"queued_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "days" (
	"employee" uuid NOT NULL,
	"day" date NOT NULL,
	"opd" uuid NOT NULL,
	"status" text NOT NULL,
	"final" boolean NOT NULL,
	"phase" text NOT NULL,
	"arrival" timestamp (3) with time zone,
	"departure" timestamp (3) with time zone,
	"late" integer NOT NULL,
	"early" integer NOT NULL,
	"evidence" text NOT NULL,
	"schedule" text NOT NULL,
	"clause" text NOT NULL,
	"detail" jsonb,
	"closes_at" timestamp (3) with time zone,
	"awaits" text,
	"policy" bigint NOT NULL,
	"judged_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "days_employee_day_pk" PRIMARY KEY("employee","day")
);
--> statement-breakpoint
CREATE TABLE "duty_lists" (
	"employee" uuid NOT NULL,
	"day" date NOT NULL,
	"shift" text NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "duty_lists_employee_day_pk" PRIMARY KEY("employee","day")
);
--> statement-breakpoint
CREATE TABLE "policy_editions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"legal_basis" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"document" jsonb NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"shipped" boolean DEFAULT false NOT NULL,
	"follows" uuid,
	"activation" bigint,
	"revision" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"proposed_at" timestamp (3) with time zone,
	"proposed_by" uuid,
	"activated_at" timestamp (3) with time zone,
	"activated_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	"withdrawn_reason" text
);
--> statement-breakpoint
ALTER TABLE "punches" ADD COLUMN "clock_uncertainty_ms" double precision DEFAULT 0;--> statement-breakpoint
ALTER TABLE "days" ADD CONSTRAINT "days_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_lists" ADD CONSTRAINT "duty_lists_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_lists" ADD CONSTRAINT "duty_lists_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_editions" ADD CONSTRAINT "policy_editions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_editions" ADD CONSTRAINT "policy_editions_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_editions" ADD CONSTRAINT "policy_editions_activated_by_users_id_fk" FOREIGN KEY ("activated_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_editions" ADD CONSTRAINT "policy_editions_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "day_queue_order" ON "day_queue" USING btree ("bulk","id");--> statement-breakpoint
CREATE INDEX "day_queue_employee" ON "day_queue" USING btree ("employee");--> statement-breakpoint
CREATE INDEX "days_day" ON "days" USING btree ("day","opd");--> statement-breakpoint
CREATE INDEX "days_unsettled" ON "days" USING btree ("day","opd") WHERE NOT "days"."final";--> statement-breakpoint
CREATE UNIQUE INDEX "policy_editions_revision" ON "policy_editions" USING btree ("revision");--> statement-breakpoint
CREATE INDEX "policy_editions_kind" ON "policy_editions" USING btree ("kind","effective_from");--> statement-breakpoint
CREATE INDEX "policy_editions_waiting" ON "policy_editions" USING btree ("proposed_at") WHERE "policy_editions"."state" = 'proposed';--> statement-breakpoint
UPDATE "punches" p SET "clock_uncertainty_ms" = (convert_from(decode(rpad(translate(split_part(e.jws, '.', 2), '-_', '+/'), 4 * ((length(split_part(e.jws, '.', 2)) + 3) / 4), '='), 'base64'), 'UTF8')::jsonb #>> '{clock,uncertaintyMs}')::double precision
FROM "entries" e WHERE e.unit = p.unit AND e.binding = p.binding AND e.seq = p.seq AND e.jws LIKE '%.%.%';
