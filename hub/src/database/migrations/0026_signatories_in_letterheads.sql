INSERT INTO "letterheads" ("opd", "version", "document")
SELECT s.opd, 1, jsonb_build_object('government', '', 'office', '', 'address', '', 'contact', '',
  'place', s.signatories->>'place',
  'head', jsonb_build_object('position', s.signatories->>'headTitle', 'name', s.signatories->>'headName', 'rank', '', 'nip', left(s.signatories->>'headNip', 30)),
  'maker', jsonb_build_object('position', s.signatories->>'makerTitle', 'name', s.signatories->>'makerName', 'rank', '', 'nip', left(s.signatories->>'makerNip', 30)))
FROM "report_signatories" s
WHERE NOT EXISTS (SELECT 1 FROM "letterheads" l WHERE l.opd = s.opd);
--> statement-breakpoint
DROP TABLE "report_signatories" CASCADE;