-- Sessions that end everywhere at once.

-- The verifier shows a private credential to its recipient, as long as the session is live.
grant select (id, account_id, expires_at, ended_at) on session to laurel_verifier;
