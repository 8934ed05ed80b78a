-- One role per service, with the least that it needs: the database refuses what a service must not do.
-- Roles belong to the cluster, so another database may have made them already. Passwords are set by the migrator.

do $$
declare
    service text;
begin
    foreach service in array array['laurel_ingress', 'laurel_worker', 'laurel_notifier', 'laurel_verifier'] loop
        if not exists (select from pg_roles where rolname = service) then
            execute format('create role %I login', service);
        end if;
        execute format('grant usage on schema public to %I', service);
    end loop;
end $$;

revoke create on schema public from public;

-- ingress: owns organizations, keys, badges and uploads; reads what was decided.
grant select, insert, update on organization, api_key, badge to laurel_ingress;
grant select, insert on badge_image to laurel_ingress;
grant select, insert, update, delete on cohort_upload, cohort_upload_piece, rate_limit to laurel_ingress;
grant select on issuance, credential, cohort, cohort_row, cohort_tally to laurel_ingress;
grant select (id, organization_id, public_key_multibase, created_at, retired_at) on signing_key to laurel_ingress;

-- worker: the only writer of credentials and the only reader of sealed keys.
grant select on organization, badge, badge_image to laurel_worker;
grant select on cohort_upload, cohort_upload_piece to laurel_worker;
grant delete on cohort_upload_piece to laurel_worker;
grant select, insert, update on signing_key, issuance, credential, status_list_counter, status_list, quota_counter,
    baking_plate, cohort to laurel_worker;
grant select, insert on quota_usage, cohort_tally, sealed_secret to laurel_worker;
grant select, insert, update, delete on cohort_row to laurel_worker;
grant select, insert, delete on status_list_change to laurel_worker;
grant usage on sequence short_id_number to laurel_worker;

-- notifier: nothing of a credential but whose it is and what it is called.
grant select (id, slug, name, email_enabled) on organization to laurel_notifier;
grant select (id, organization_id, slug, name, description, image_sha256) on badge to laurel_notifier;
grant select, insert, update on notification to laurel_notifier;

-- verifier: reads only, but for the log of look-ups.
grant select on organization, badge, badge_image, issuance, credential, status_list, baking_plate to laurel_verifier;
grant select (id, organization_id, public_key_multibase, created_at, retired_at) on signing_key to laurel_verifier;
grant insert on verification_log to laurel_verifier;
