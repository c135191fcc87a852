ALTER TABLE "policy_editions" ADD COLUMN "withdrawal_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "policy_editions" ADD COLUMN "withdrawal_asked_by" uuid;--> statement-breakpoint
ALTER TABLE "policy_editions" ADD COLUMN "withdrawal_asked_reason" text;--> statement-breakpoint
ALTER TABLE "policy_editions" ADD CONSTRAINT "policy_editions_withdrawal_asked_by_users_id_fk" FOREIGN KEY ("withdrawal_asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;