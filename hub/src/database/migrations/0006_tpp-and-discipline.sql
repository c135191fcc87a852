CREATE TABLE "discipline_cases" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"employee" uuid NOT NULL,
	"opd" uuid NOT NULL,
	"year" integer NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"groundless_since" date,
	"step" jsonb,
	"ground" jsonb NOT NULL,
	"merged_into" uuid,
	"proposed_on" date NOT NULL,
	"opened_on" date,
	"decision" jsonb,
	"has_superior_case" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "discipline_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid,
	"kind" text NOT NULL,
	"step" text,
	"on_day" date NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "discipline_letters" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"on_day" date NOT NULL,
	"content" jsonb NOT NULL,
	"pdf" "bytea" NOT NULL,
	"digest" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "discipline_letters_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "assemblies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"opd" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"cancelled" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assembly_absences" (
	"assembly" uuid NOT NULL,
	"employee" uuid NOT NULL,
	CONSTRAINT "assembly_absences_assembly_employee_pk" PRIMARY KEY("assembly","employee")
);
--> statement-breakpoint
CREATE TABLE "frozen_results" (
	"employee" uuid NOT NULL,
	"month" text NOT NULL,
	"opd" uuid NOT NULL,
	"person" jsonb NOT NULL,
	"result" jsonb NOT NULL,
	"facts" "bytea",
	"digest" text NOT NULL,
	"total" bigint NOT NULL,
	CONSTRAINT "frozen_results_month_employee_pk" PRIMARY KEY("month","employee")
);
--> statement-breakpoint
CREATE TABLE "frozen_sheets" (
	"opd" uuid NOT NULL,
	"month" text NOT NULL,
	"frozen_by" uuid NOT NULL,
	"frozen_at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"people" integer NOT NULL,
	"total" bigint NOT NULL,
	"accepted" jsonb NOT NULL,
	"accept_reason" text,
	"policies" jsonb NOT NULL,
	CONSTRAINT "frozen_sheets_opd_month_pk" PRIMARY KEY("opd","month")
);
--> statement-breakpoint
CREATE TABLE "manipulation_findings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"month" text NOT NULL,
	"state" text DEFAULT 'recorded' NOT NULL,
	"summary" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"note" text,
	"revoked_by" uuid,
	"revoked_at" timestamp (3) with time zone,
	"revoke_reason" text
);
--> statement-breakpoint
CREATE TABLE "tpp_corrections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"month" text NOT NULL,
	"opd" uuid NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"reason" text NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"facts" "bytea" NOT NULL,
	"digest" text NOT NULL,
	"difference" bigint NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "tpp_trials" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"title" text NOT NULL,
	"edition" jsonb NOT NULL,
	"months" jsonb NOT NULL,
	"opd" uuid,
	"state" text DEFAULT 'running' NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"alive_at" timestamp (3) with time zone NOT NULL,
	"problem" text,
	"answer" jsonb
);
--> statement-breakpoint
ALTER TABLE "discipline_cases" ADD CONSTRAINT "discipline_cases_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discipline_cases" ADD CONSTRAINT "discipline_cases_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discipline_events" ADD CONSTRAINT "discipline_events_case_discipline_cases_id_fk" FOREIGN KEY ("case") REFERENCES "public"."discipline_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discipline_events" ADD CONSTRAINT "discipline_events_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discipline_letters" ADD CONSTRAINT "discipline_letters_case_discipline_cases_id_fk" FOREIGN KEY ("case") REFERENCES "public"."discipline_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "discipline_letters" ADD CONSTRAINT "discipline_letters_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assemblies" ADD CONSTRAINT "assemblies_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assemblies" ADD CONSTRAINT "assemblies_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assembly_absences" ADD CONSTRAINT "assembly_absences_assembly_assemblies_id_fk" FOREIGN KEY ("assembly") REFERENCES "public"."assemblies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assembly_absences" ADD CONSTRAINT "assembly_absences_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frozen_results" ADD CONSTRAINT "frozen_results_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frozen_results" ADD CONSTRAINT "frozen_results_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frozen_sheets" ADD CONSTRAINT "frozen_sheets_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frozen_sheets" ADD CONSTRAINT "frozen_sheets_frozen_by_users_id_fk" FOREIGN KEY ("frozen_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "manipulation_findings" ADD CONSTRAINT "manipulation_findings_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "manipulation_findings" ADD CONSTRAINT "manipulation_findings_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "manipulation_findings" ADD CONSTRAINT "manipulation_findings_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "manipulation_findings" ADD CONSTRAINT "manipulation_findings_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_corrections" ADD CONSTRAINT "tpp_corrections_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_corrections" ADD CONSTRAINT "tpp_corrections_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_corrections" ADD CONSTRAINT "tpp_corrections_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_corrections" ADD CONSTRAINT "tpp_corrections_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_trials" ADD CONSTRAINT "tpp_trials_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_trials" ADD CONSTRAINT "tpp_trials_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "discipline_cases_employee" ON "discipline_cases" USING btree ("employee","year");--> statement-breakpoint
CREATE INDEX "discipline_cases_state" ON "discipline_cases" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "discipline_cases_one_per_run" ON "discipline_cases" USING btree ("kind","employee","subject") WHERE "discipline_cases"."kind" <> 'sanction';--> statement-breakpoint
CREATE UNIQUE INDEX "discipline_cases_one_proposal" ON "discipline_cases" USING btree ("employee","year") WHERE "discipline_cases"."kind" = 'sanction' AND "discipline_cases"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX "discipline_events_case" ON "discipline_events" USING btree ("case","at");--> statement-breakpoint
CREATE INDEX "discipline_letters_case" ON "discipline_letters" USING btree ("case");--> statement-breakpoint
CREATE INDEX "assemblies_day" ON "assemblies" USING btree ("day");--> statement-breakpoint
CREATE INDEX "assembly_absences_employee" ON "assembly_absences" USING btree ("employee");--> statement-breakpoint
CREATE INDEX "frozen_results_opd" ON "frozen_results" USING btree ("opd","month");--> statement-breakpoint
CREATE INDEX "manipulation_findings_month" ON "manipulation_findings" USING btree ("month","employee");--> statement-breakpoint
CREATE UNIQUE INDEX "tpp_corrections_one_open" ON "tpp_corrections" USING btree ("month","employee") WHERE "tpp_corrections"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX "tpp_corrections_opd" ON "tpp_corrections" USING btree ("opd","month");