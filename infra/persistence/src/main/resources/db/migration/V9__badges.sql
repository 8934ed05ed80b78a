-- Badges that organizations make themselves, and lists of credentials that stay quick however long they are.

-- Who uploaded a picture: only they may put it on a badge. Pictures themselves belong to nobody; the same bytes are kept once.
create table badge_image_upload (
    organization_id uuid not null references organization,
    image_sha256 text not null references badge_image,
    uploaded_at timestamptz not null,
    primary key (organization_id, image_sha256)
);

create index badge_image_upload_lately on badge_image_upload (organization_id, uploaded_at);

create index badge_of_organization on badge (organization_id, created_at desc, id desc);

-- A badge's credentials, the newest first; and whether there is any: after the first one a badge's content never changes.
create index credential_of_badge on credential (badge_id, issued_at desc, id desc);

-- What is rare among an organization's credentials has an index of its own, which costs nothing when one is issued.
create index credential_of_organization_revoked on credential (organization_id, issued_at desc, id desc)
    where revoked_at is not null;
create index credential_of_organization_claimed on credential (organization_id, issued_at desc, id desc)
    where claimed_at is not null;

-- A badge that nothing was issued from can go.
grant delete on badge to laurel_ingress;
grant select, insert on badge_image_upload to laurel_ingress;

-- What a badge says may change until the first credential is issued from it. The worker holds the badges that it issues from
-- for the first time; the ingress holds alone the one that it changes or takes away. Whoever comes second reads again what
-- the first one did: a changed badge, or a credential.
create function hold_badges(badges uuid[]) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(1650549861, lock)
    from (select distinct hashtext(badge::text) as lock from unnest(badges) as badge order by lock) as locks;
end $$;

create function hold_badge_alone(badge uuid) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(1650549861, hashtext(badge::text));
end $$;
