import { registerFunction } from './registration.function.ts';

/** All of the families for one deal, or none. Sorted, so that two who want the same in another order wait for each other in one direction. */
const claim = `
  CREATE FUNCTION opportunity_claim(account uuid, families text[], deal uuid) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    wanted text;
    taken text[] := '{}';
  BEGIN
    FOR wanted IN SELECT f FROM unnest(families) AS f ORDER BY f COLLATE "C" LOOP
      CONTINUE WHEN EXISTS (SELECT FROM reservation r WHERE r.account_id = account AND r.family = wanted AND r.deal_id = deal AND r.ending IS NULL);
      INSERT INTO reservation (account_id, family, deal_id) VALUES (account, wanted, deal) ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN
        DELETE FROM reservation r WHERE r.account_id = account AND r.deal_id = deal AND r.family = ANY (taken);
        RETURN false;
      END IF;
      taken := taken || wanted;
    END LOOP;
    RETURN true;
  END $$`;

export const dealFunctions: readonly string[] = [claim, registerFunction];
