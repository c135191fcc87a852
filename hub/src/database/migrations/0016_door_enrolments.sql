CREATE TABLE "door_enrolments" (
	"session" uuid PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"door" uuid NOT NULL,
	"employee" uuid NOT NULL,
	"supervisor" uuid NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"judged_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"looks" integer NOT NULL,
	"usable" integer NOT NULL,
	"advice" text[] NOT NULL,
	"submission" uuid
);
--> statement-breakpoint
CREATE INDEX "door_enrolments_taken" ON "door_enrolments" USING btree ("taken_at");