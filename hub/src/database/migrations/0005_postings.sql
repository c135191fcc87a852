CREATE TABLE "postings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"opd" uuid NOT NULL,
	"work_unit" uuid,
	"position" text,
	"rank" text,
	"position_kind" text,
	"echelon" text,
	"superior" uuid,
	"base_tpp" bigint
);
--> statement-breakpoint
CREATE TABLE "work_units" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"opd" uuid NOT NULL,
	"parent" uuid,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "employees" ADD COLUMN "kind" text DEFAULT 'PNS' NOT NULL;--> statement-breakpoint
ALTER TABLE "employees" ADD COLUMN "served_from" date;--> statement-breakpoint
ALTER TABLE "employees" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "employees" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_work_unit_work_units_id_fk" FOREIGN KEY ("work_unit") REFERENCES "public"."work_units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_superior_employees_id_fk" FOREIGN KEY ("superior") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_units" ADD CONSTRAINT "work_units_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "postings_employee_from" ON "postings" USING btree ("employee","from_day");--> statement-breakpoint
CREATE INDEX "postings_opd" ON "postings" USING btree ("opd");--> statement-breakpoint
CREATE INDEX "postings_superior" ON "postings" USING btree ("superior") WHERE "postings"."superior" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "work_units_opd_name" ON "work_units" USING btree ("opd","name");--> statement-breakpoint
CREATE INDEX "entries_of_note" ON "entries" USING btree ("at") WHERE "entries"."type" IN ('assisted', 'tamper');--> statement-breakpoint
UPDATE "employees" SET "kind" = 'PPPK' WHERE substr("nip", 13, 2) >= '21';--> statement-breakpoint
INSERT INTO "postings" ("employee", "from_day", "opd", "position")
SELECT "id", make_date(substr("nip", 9, 4)::int, CASE WHEN substr("nip", 13, 2) BETWEEN '01' AND '12' THEN substr("nip", 13, 2)::int ELSE 1 END, 1), "opd", "position"
FROM "employees";
