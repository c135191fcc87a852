CREATE TABLE "sheet_drafts" (
	"opd" uuid NOT NULL,
	"month" text NOT NULL,
	"people" integer NOT NULL,
	"total" bigint NOT NULL,
	"incomplete" integer NOT NULL,
	"worked_out_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sheet_drafts_opd_month_pk" PRIMARY KEY("opd","month")
);
--> statement-breakpoint
ALTER TABLE "sheet_drafts" ADD CONSTRAINT "sheet_drafts_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;