-- Lists of credentials by status that never read what they do not show.

-- A badge's credentials by what was done with them (0 nothing yet, 1 claimed, 2 revoked), the newest first. What has expired
-- needs no index: all credentials of a badge last equally long, so it is what was issued before a certain time. claimed_at
-- and revoked_at are in it so that what is counted or merged is read from the index alone; a new credential has neither.
-- Reads the credentials once to build it, and holds up whoever would write one meanwhile.
create index credential_of_badge_by_state on credential
    (badge_id, (case when revoked_at is not null then 2 when claimed_at is not null then 1 else 0 end), issued_at desc, id desc)
    include (claimed_at, revoked_at);

-- It stands in for these, so that issuing costs no index more than before. They go last: only from here on a reader waits.
-- An ingress of the release before lists a badge's credentials, and the valid ones, slowly until it is replaced.
drop index credential_of_badge;
drop index credential_of_organization_claimed;
