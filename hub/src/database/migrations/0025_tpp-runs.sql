CREATE TABLE "tpp_run_sheets" (
	"run" uuid NOT NULL,
	"opd" uuid NOT NULL,
	"digest" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"problem" text,
	CONSTRAINT "tpp_run_sheets_run_opd_pk" PRIMARY KEY("run","opd")
);
--> statement-breakpoint
CREATE TABLE "tpp_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"ordered_by" uuid NOT NULL,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"accept_reason" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"alive_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "tpp_trials" ALTER COLUMN "state" SET DEFAULT 'waiting';--> statement-breakpoint
ALTER TABLE "sheet_drafts" ADD COLUMN "digest" text;--> statement-breakpoint
ALTER TABLE "tpp_corrections" ADD COLUMN "policies" jsonb;--> statement-breakpoint
ALTER TABLE "tpp_run_sheets" ADD CONSTRAINT "tpp_run_sheets_run_tpp_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tpp_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_run_sheets" ADD CONSTRAINT "tpp_run_sheets_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tpp_runs" ADD CONSTRAINT "tpp_runs_ordered_by_users_id_fk" FOREIGN KEY ("ordered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tpp_runs_one_open" ON "tpp_runs" USING btree ("month") WHERE "tpp_runs"."state" IN ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "tpp_runs_month" ON "tpp_runs" USING btree ("month","ordered_at");--> statement-breakpoint
CREATE INDEX "tpp_corrections_employee" ON "tpp_corrections" USING btree ("employee","month");