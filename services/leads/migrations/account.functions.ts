/** First parts of the two-part advisory locks: of a match key while an account may be made, of an account while its opportunities are decided. */
export const KEY_LOCK = 74_101;
export const OPPORTUNITY_LOCK = 74_102;

const locks = [
  // In the order of their numbers, so that two who want the same keys wait for each other in one direction.
  `CREATE FUNCTION account_lock_keys(domain text, names text[]) RETURNS void LANGUAGE plpgsql AS $$
   DECLARE
     number integer;
   BEGIN
     FOR number IN SELECT DISTINCT hashtext(key) FROM unnest(names || domain) AS key WHERE key IS NOT NULL ORDER BY 1 LOOP
       PERFORM pg_advisory_xact_lock(${KEY_LOCK}, number);
     END LOOP;
   END $$`,
  // Everything that takes or frees an opportunity of an account goes through here, one at a time: a promotion cannot miss who is just queueing.
  `CREATE FUNCTION opportunity_lock(account uuid) RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(${OPPORTUNITY_LOCK}, hashtext(account::text)) $$`,
  // Of several at once, in one direction as well.
  `CREATE FUNCTION opportunity_lock_all(accounts uuid[]) RETURNS void LANGUAGE plpgsql AS $$
   DECLARE
     number integer;
   BEGIN
     FOR number IN SELECT DISTINCT hashtext(account::text) FROM unnest(accounts) AS account ORDER BY 1 LOOP
       PERFORM pg_advisory_xact_lock(${OPPORTUNITY_LOCK}, number);
     END LOOP;
   END $$`,
  // Of an account that was found by its keys: while this waited, a person may have found that it is another account, and what is known moved
  // there. Then all is to be found again, as after a deadlock.
  `CREATE FUNCTION account_hold(account uuid) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM opportunity_lock(account);
     IF NOT EXISTS (SELECT FROM account_key k WHERE k.account_id = account) THEN
       RAISE EXCEPTION 'the account has become another one' USING ERRCODE = '40001';
     END IF;
   END $$`,
];

/**
 * The one entrance to matching: who is this? `exact` names the account; `probable` and `exact` list the candidates with why. A domain is one
 * customer's, and names the account even where `probable` lists others that may be the same. The same name in the same country is the same customer unless the two have different domains, or several are called so.
 * `brings`: the account is known by its name, and the domain is nobody's yet. A domain that was only claimed tells no namesake apart.
 */
const match = `
  CREATE FUNCTION account_match(domain text, names text[], OUT outcome text, OUT account uuid, OUT candidates jsonb, OUT brings boolean) LANGUAGE plpgsql STABLE AS $$
  DECLARE
    by_domain uuid;
    called text;
    namesake record;
    same uuid[] := '{}';
    doubtful uuid[] := '{}';
  BEGIN
    candidates := '[]';
    IF domain IS NOT NULL THEN
      SELECT k.account_id INTO by_domain FROM account_key k WHERE k.kind = 'domain' AND k.value = domain;
    END IF;
    -- Name by name: a plan for an array, made while the table is small and kept by the session, would read all of it once it is large.
    FOREACH called IN ARRAY names LOOP
      FOR namesake IN
        SELECT k.account_id AS id, EXISTS (SELECT FROM account_key d WHERE d.account_id = k.account_id AND d.kind = 'domain' AND NOT d.claimed) AS has_domain
          FROM account_key k WHERE k.kind = 'name' AND k.value = called
      LOOP
        CONTINUE WHEN namesake.id = by_domain OR namesake.id = ANY (same) OR namesake.id = ANY (doubtful);
        IF domain IS NOT NULL AND namesake.has_domain THEN
          doubtful := doubtful || namesake.id;
          candidates := candidates || jsonb_build_object('accountId', namesake.id, 'why', 'name_and_country_other_domain');
        ELSE
          same := same || namesake.id;
          candidates := candidates || jsonb_build_object('accountId', namesake.id, 'why', 'name_and_country');
        END IF;
      END LOOP;
    END LOOP;
    IF by_domain IS NOT NULL THEN
      candidates := candidates || jsonb_build_object('accountId', by_domain, 'why', 'domain');
      -- Companies that share a name are no doubt where the domain is known; one without a domain may be this customer once more, which a person
      -- looks at. The domain's customer it is in any case: a second one beside it would have rivals of its own.
      account := by_domain;
      outcome := CASE WHEN cardinality(same) = 0 THEN 'exact' ELSE 'probable' END;
    ELSIF cardinality(same) = 1 AND cardinality(doubtful) = 0 THEN
      outcome := 'exact';
      account := same[1];
    ELSE
      outcome := CASE WHEN cardinality(same) + cardinality(doubtful) > 0 THEN 'probable' ELSE 'none' END;
    END IF;
    brings := domain IS NOT NULL AND by_domain IS NULL AND account IS NOT NULL;
  END $$`;

/**
 * The most frequent answer of `account_match`, as an expression that a query over many reads without starting a query for each: the customer whose domain it
 * is, where nobody else has one of the names. Null says nothing: then `account_match` is asked.
 */
export const obviousAccount = (domain: string, names: string): string => `(
  SELECT d.account_id FROM account_key d WHERE d.kind = 'domain' AND d.value = ${domain}
     AND (SELECT true FROM unnest(${names}) AS called JOIN account_key k ON k.kind = 'name' AND k.value = called WHERE k.account_id <> d.account_id LIMIT 1) IS NULL)`;

const open = `
  CREATE FUNCTION account_open(account uuid, domain text, names text[], at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO account (id, created_at) VALUES (account, at);
    INSERT INTO account_key (kind, value, account_id) SELECT 'name', value, account FROM unnest(names) AS value;
    -- The domain may be known already, where the match was only probable.
    IF domain IS NOT NULL THEN INSERT INTO account_key (kind, value, account_id) VALUES ('domain', domain, account) ON CONFLICT DO NOTHING; END IF;
  END $$`;

/**
 * What registering does where `account_match` gives no account, or a domain is brought that is nobody's yet: somebody may be bringing the same
 * at this moment, so it is done under the keys' locks. From then on the domain finds the account, and whoever registers under it by another name
 * queues. One of the vendor's own customers takes no domain from a registration, which is turned down.
 */
const find = [
  `CREATE FUNCTION account_claim(account uuid, domain text) RETURNS void LANGUAGE sql AS $$
     INSERT INTO account_key (kind, value, account_id, claimed)
       SELECT 'domain', domain, a.id, true FROM account a WHERE a.id = account AND domain IS NOT NULL AND NOT a.named AND NOT a.direct_pipeline
       ON CONFLICT DO NOTHING
   $$`,
  `CREATE FUNCTION account_find(domain text, names text[], fresh uuid, at timestamptz, OUT outcome text, OUT account uuid, OUT candidates jsonb) LANGUAGE plpgsql AS $$
   DECLARE
     found record;
   BEGIN
     PERFORM account_lock_keys(domain, names);
     SELECT * INTO found FROM account_match(domain, names);
     outcome := found.outcome;
     candidates := found.candidates;
     account := coalesce(found.account, fresh);
     IF found.account IS NULL THEN
       PERFORM account_open(account, domain, names, at);
     ELSIF found.brings THEN
       PERFORM account_claim(account, domain);
     END IF;
   END $$`,
];

/** One record of the CRM, new or changed; an older report than the stored one changes nothing. */
const upsert = `
  CREATE FUNCTION account_upsert(report jsonb, domain text, names text[], fresh uuid, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    known crm_account;
    matched record;
    target uuid;
  BEGIN
    PERFORM account_lock_keys(domain, names);
    SELECT * INTO known FROM crm_account c WHERE c.id = report ->> 'id';
    -- Before anything is taken from others in its name.
    IF known.reported_at > at THEN RETURN; END IF;
    target := known.account_id;
    -- What a registration claimed for a customer of another name is this one's.
    DELETE FROM account_key k WHERE k.kind = 'domain' AND k.value = domain AND k.claimed AND k.account_id IS DISTINCT FROM target
      AND NOT EXISTS (SELECT FROM account_key n WHERE n.account_id = k.account_id AND n.kind = 'name' AND n.value = ANY (names));
    IF target IS NULL THEN
      SELECT * INTO matched FROM account_match(domain, names);
      target := matched.account;
    END IF;
    IF target IS NULL THEN
      target := fresh;
      INSERT INTO account (id, created_at) VALUES (target, at);
    ELSE
      PERFORM account_hold(target);
    END IF;
    SELECT * INTO known FROM crm_account c WHERE c.id = report ->> 'id' FOR UPDATE;
    IF known.reported_at > at THEN RETURN; END IF;
    INSERT INTO crm_account (id, account_id, name, website, country, industry, named, direct_pipeline, reported_at, search, match_domain, match_names)
      SELECT r.id, target, r.name, r.website, r.country, r.industry, r.named, r.direct_pipeline, at, r.search, domain, names FROM jsonb_populate_record(NULL::crm_account, report) AS r
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, website = excluded.website, country = excluded.country, industry = excluded.industry,
        named = excluded.named, direct_pipeline = excluded.direct_pipeline, reported_at = excluded.reported_at, search = excluded.search,
        match_domain = excluded.match_domain, match_names = excluded.match_names;
    -- What this record brought, and another one of the same customer has still, is the other's from now on.
    UPDATE account_key k SET crm_id = other.id FROM crm_account other
     WHERE k.crm_id = report ->> 'id' AND other.account_id = k.account_id AND other.id <> report ->> 'id'
       AND (k.kind = 'domain' AND k.value = other.match_domain OR k.kind = 'name' AND k.value = ANY (other.match_names));
    DELETE FROM account_key k WHERE k.crm_id = report ->> 'id'
      AND NOT (k.kind = 'domain' AND k.value IS NOT DISTINCT FROM domain) AND NOT (k.kind = 'name' AND k.value = ANY (names));
    INSERT INTO account_key (kind, value, account_id, crm_id) SELECT 'name', value, target, report ->> 'id' FROM unnest(names) AS value ON CONFLICT DO NOTHING;
    -- Where another customer has the domain, it stays theirs.
    IF domain IS NOT NULL THEN INSERT INTO account_key (kind, value, account_id, crm_id) VALUES ('domain', domain, target, report ->> 'id') ON CONFLICT DO NOTHING; END IF;
    UPDATE account_key k SET claimed = false, crm_id = report ->> 'id' WHERE k.kind = 'domain' AND k.value = domain AND k.account_id = target AND k.claimed;
    PERFORM account_reflag(target);
  END $$`;

const reflag = `
  CREATE FUNCTION account_reflag(of_account uuid) RETURNS void LANGUAGE sql AS $$
    UPDATE account a SET named = c.named, direct_pipeline = c.direct_pipeline
      FROM (SELECT coalesce(bool_or(named), false) AS named, coalesce(bool_or(direct_pipeline), false) AS direct_pipeline FROM crm_account WHERE account_id = of_account) AS c
     WHERE a.id = of_account AND (a.named, a.direct_pipeline) IS DISTINCT FROM (c.named, c.direct_pipeline)
  $$`;

/** A person says that two accounts are one customer: what is known of the first becomes the second's. Reservations are the caller's to move. */
const merge = `
  CREATE FUNCTION account_merge(gone uuid, remaining uuid) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO account_key (kind, value, account_id, crm_id) SELECT kind, value, remaining, crm_id FROM account_key WHERE account_id = gone AND kind = 'name' ON CONFLICT DO NOTHING;
    DELETE FROM account_key WHERE account_id = gone AND kind = 'name';
    UPDATE account_key SET account_id = remaining WHERE account_id = gone;
    UPDATE crm_account SET account_id = remaining WHERE account_id = gone;
    PERFORM account_reflag(remaining);
  END $$`;

export const accountFunctions: readonly string[] = [...locks, match, open, ...find, reflag, upsert, merge];
