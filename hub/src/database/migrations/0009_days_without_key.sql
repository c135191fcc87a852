ALTER TABLE "days" DROP CONSTRAINT "days_opd_opds_id_fk";
