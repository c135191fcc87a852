CREATE TABLE "consent_texts" (
	"version" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent_texts_version_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"purpose" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid
);
--> statement-breakpoint
CREATE TABLE "door_models" (
	"door" uuid PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"by" uuid
);
--> statement-breakpoint
CREATE TABLE "enrolment_import_lines" (
	"import" uuid NOT NULL,
	"row" integer NOT NULL,
	"nip" text NOT NULL,
	"file" text NOT NULL,
	"employee" uuid,
	"outcome" text DEFAULT 'waiting' NOT NULL,
	"advice" text,
	"sealed_photo" "bytea",
	"sealed_crop" "bytea",
	"sealed_template" "bytea",
	"model" text,
	CONSTRAINT "enrolment_import_lines_import_row_pk" PRIMARY KEY("import","row")
);
--> statement-breakpoint
CREATE TABLE "enrolment_imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"file" text NOT NULL,
	"state" text DEFAULT 'checking' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"applied_by" uuid,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "enrolment_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"employee" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"photos_seen" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "enrolment_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "enrolment_submission_photos" (
	"submission" uuid NOT NULL,
	"number" integer NOT NULL,
	"sealed_crop" "bytea",
	"sealed_template" "bytea",
	"model" text NOT NULL,
	CONSTRAINT "enrolment_submission_photos_submission_number_pk" PRIMARY KEY("submission","number")
);
--> statement-breakpoint
CREATE TABLE "enrolment_submissions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"via" text NOT NULL,
	"link" uuid,
	"consent_text" integer,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "face_crops" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"sealed" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"erased_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "face_grounds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"employee" uuid NOT NULL,
	"kind" text NOT NULL,
	"purpose" text NOT NULL,
	"consent_text" integer,
	"legal_basis" text,
	"how" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"by" uuid,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	"ended" text,
	"ended_reason" text
);
--> statement-breakpoint
CREATE TABLE "look_alike_scans" (
	"opd" uuid NOT NULL,
	"model" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "look_alike_scans_opd_model_pk" PRIMARY KEY("opd","model")
);
--> statement-breakpoint
CREATE TABLE "look_alikes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"one" uuid NOT NULL,
	"other" uuid NOT NULL,
	"model" text NOT NULL,
	"score" double precision NOT NULL,
	"found_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decision" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "template_crops" (
	"template" uuid PRIMARY KEY NOT NULL,
	"crop" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "template_failures" (
	"crop" uuid NOT NULL,
	"model" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "template_failures_crop_model_pk" PRIMARY KEY("crop","model")
);
--> statement-breakpoint
CREATE TABLE "template_jobs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"model" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_by" uuid,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "consent_texts" ADD CONSTRAINT "consent_texts_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "door_models" ADD CONSTRAINT "door_models_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_import_lines" ADD CONSTRAINT "enrolment_import_lines_import_enrolment_imports_id_fk" FOREIGN KEY ("import") REFERENCES "public"."enrolment_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_import_lines" ADD CONSTRAINT "enrolment_import_lines_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_imports" ADD CONSTRAINT "enrolment_imports_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_imports" ADD CONSTRAINT "enrolment_imports_applied_by_users_id_fk" FOREIGN KEY ("applied_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_links" ADD CONSTRAINT "enrolment_links_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_links" ADD CONSTRAINT "enrolment_links_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_submission_photos" ADD CONSTRAINT "enrolment_submission_photos_submission_enrolment_submissions_id_fk" FOREIGN KEY ("submission") REFERENCES "public"."enrolment_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_submissions" ADD CONSTRAINT "enrolment_submissions_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_submissions" ADD CONSTRAINT "enrolment_submissions_link_enrolment_links_id_fk" FOREIGN KEY ("link") REFERENCES "public"."enrolment_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_submissions" ADD CONSTRAINT "enrolment_submissions_consent_text_consent_texts_version_fk" FOREIGN KEY ("consent_text") REFERENCES "public"."consent_texts"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_submissions" ADD CONSTRAINT "enrolment_submissions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "face_crops" ADD CONSTRAINT "face_crops_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "face_grounds" ADD CONSTRAINT "face_grounds_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "face_grounds" ADD CONSTRAINT "face_grounds_consent_text_consent_texts_version_fk" FOREIGN KEY ("consent_text") REFERENCES "public"."consent_texts"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "face_grounds" ADD CONSTRAINT "face_grounds_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "face_grounds" ADD CONSTRAINT "face_grounds_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_alike_scans" ADD CONSTRAINT "look_alike_scans_opd_opds_id_fk" FOREIGN KEY ("opd") REFERENCES "public"."opds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_alikes" ADD CONSTRAINT "look_alikes_one_employees_id_fk" FOREIGN KEY ("one") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_alikes" ADD CONSTRAINT "look_alikes_other_employees_id_fk" FOREIGN KEY ("other") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_alikes" ADD CONSTRAINT "look_alikes_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_crops" ADD CONSTRAINT "template_crops_template_templates_id_fk" FOREIGN KEY ("template") REFERENCES "public"."templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_crops" ADD CONSTRAINT "template_crops_crop_face_crops_id_fk" FOREIGN KEY ("crop") REFERENCES "public"."face_crops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_failures" ADD CONSTRAINT "template_failures_crop_face_crops_id_fk" FOREIGN KEY ("crop") REFERENCES "public"."face_crops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_jobs" ADD CONSTRAINT "template_jobs_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrolment_import_lines_waiting" ON "enrolment_import_lines" USING btree ("import","row") WHERE "enrolment_import_lines"."outcome" = 'waiting';--> statement-breakpoint
CREATE INDEX "enrolment_links_expiry" ON "enrolment_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolment_links_one_open" ON "enrolment_links" USING btree ("employee") WHERE "enrolment_links"."used_at" IS NULL AND "enrolment_links"."revoked_at" IS NULL;--> statement-breakpoint
CREATE INDEX "enrolment_submissions_state" ON "enrolment_submissions" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "enrolment_submissions_employee" ON "enrolment_submissions" USING btree ("employee");--> statement-breakpoint
CREATE INDEX "face_crops_employee" ON "face_crops" USING btree ("employee");--> statement-breakpoint
CREATE INDEX "face_crops_kept" ON "face_crops" USING btree ("created_at") WHERE "face_crops"."sealed" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "face_grounds_employee" ON "face_grounds" USING btree ("employee","at");--> statement-breakpoint
CREATE UNIQUE INDEX "face_grounds_one_in_force" ON "face_grounds" USING btree ("employee") WHERE "face_grounds"."ended_at" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "look_alikes_pair" ON "look_alikes" USING btree ("one","other","model");--> statement-breakpoint
CREATE INDEX "look_alikes_other" ON "look_alikes" USING btree ("other");--> statement-breakpoint
CREATE INDEX "template_crops_crop" ON "template_crops" USING btree ("crop");--> statement-breakpoint
CREATE UNIQUE INDEX "template_jobs_one_open" ON "template_jobs" USING btree ("model") WHERE "template_jobs"."finished_at" IS NULL;--> statement-breakpoint
INSERT INTO consent_texts (purpose, body) VALUES ('Pencatatan kehadiran pegawai dengan pengenalan wajah', 'Saya setuju pemerintah daerah membuat templat wajah dari foto saya, menyimpannya terenkripsi di server BKD dan di perangkat presensi pada OPD saya, dan memakainya hanya untuk mencatat kehadiran saya. Potongan foto wajah disimpan terenkripsi selama diperlukan untuk membuat ulang templat. Data ini tidak dipakai untuk tujuan lain. Saya dapat melihat data saya, dan menarik persetujuan ini kapan saja melalui BKD; templat saya lalu dihapus dari server dan dari semua perangkat.');
--> statement-breakpoint
INSERT INTO face_grounds (employee, kind, purpose, legal_basis, how) SELECT DISTINCT employee, 'legal-basis', 'Pencatatan kehadiran pegawai dengan pengenalan wajah', 'UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 20 ayat (2) huruf c dan e', 'migration' FROM templates WHERE sealed IS NOT NULL;
