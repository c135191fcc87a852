DROP INDEX "discipline_events_case";--> statement-breakpoint
ALTER TABLE "discipline_events" ADD COLUMN "number" bigserial NOT NULL;--> statement-breakpoint
CREATE INDEX "discipline_events_case" ON "discipline_events" USING btree ("case","number");