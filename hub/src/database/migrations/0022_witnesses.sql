CREATE TABLE "witness_words" (
	"request" uuid PRIMARY KEY NOT NULL,
	"employee" uuid NOT NULL,
	"by" uuid NOT NULL,
	"word" text NOT NULL,
	"note" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "witness_words" ADD CONSTRAINT "witness_words_request_requests_id_fk" FOREIGN KEY ("request") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "witness_words" ADD CONSTRAINT "witness_words_employee_employees_id_fk" FOREIGN KEY ("employee") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "witness_words" ADD CONSTRAINT "witness_words_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "requests_witness" ON "requests" USING btree (("subject"->>'witness')) WHERE "requests"."subject"->>'witness' IS NOT NULL;