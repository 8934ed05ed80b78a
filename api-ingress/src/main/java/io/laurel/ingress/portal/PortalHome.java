package io.laurel.ingress.portal;

import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.portal.Inhabitants.Inhabitant;
import io.laurel.ingress.signin.View;
import io.laurel.ingress.signin.View.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What somebody sees who is signed in: where, as what, and what was published of their own interviews. */
@Component
class PortalHome {

    private static final int MOST_INTERVIEWS = 50;

    private final JdbcClient jdbc;
    private final Inhabitants inhabitants;

    PortalHome(JdbcClient jdbc, Inhabitants inhabitants) {
        this.jdbc = jdbc;
        this.inhabitants = inhabitants;
    }

    /** Empty where they are nobody here any more. */
    Optional<View> of(PortalPerson signedIn, View.Form signOut) {
        return inhabitants.find(signedIn).map(inhabitant -> of(signedIn, inhabitant, signOut));
    }

    private View of(PortalPerson signedIn, Inhabitant inhabitant, View.Form signOut) {
        var person = inhabitant.person();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("District", text(inhabitant.district().name(), person.language()), null));
        facts.add(new Fact("Roles", roles(signedIn, person.language()), null));
        facts.add(new Fact("Signed in as", person.email(), null));
        facts.addAll(interviews(signedIn, person.language()));
        return View.of(person.first() + " " + person.last(), signOut).showing(facts);
    }

    private static String text(Map<String, String> texts, String language) {
        var text = texts.get(language);
        return text == null ? texts.values().iterator().next() : text;
    }

    private String roles(PortalPerson person, String language) {
        return jdbc
                .sql("""
                        select coalesce(r.name ->> :language, r.name ->> d.languages[1], r.id)
                        from district_role r join district d on d.organization_id = r.organization_id
                        where r.organization_id = :organization and r.id = any (:roles)
                        order by 1
                        """)
                .param("language", language)
                .param("organization", person.organization().value())
                .param("roles", person.roles().toArray(String[]::new))
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.joining(", "));
    }

    /** The newest; each leads to the credential that it earned. */
    private List<Fact> interviews(PortalPerson person, String language) {
        return jdbc.sql("""
                        select i.date, c.short_id, coalesce(p.name ->> :language, p.name ->> d.languages[1], p.id) as profile
                        from interview i
                        join district d on d.organization_id = i.organization_id
                        join district_profile p on p.organization_id = i.organization_id and p.id = i.profile_id
                        left join issuance on issuance.id = i.credential_id and issuance.organization_id = i.organization_id
                        left join credential c on c.recipient_email = issuance.recipient_email and c.id = issuance.id
                        where i.organization_id = :organization and i.person_id = :person and i.is_published
                        order by i.date desc, i.id limit :most
                        """)
                .param("language", language)
                .param("organization", person.organization().value())
                .param("person", person.personId())
                .param("most", MOST_INTERVIEWS)
                .query((row, number) -> {
                    var credential = row.getString("short_id");
                    return new Fact(
                            "Interview, " + row.getString("date"),
                            row.getString("profile") + (credential == null ? "" : ": " + credential),
                            credential == null ? null : "/verify/" + credential);
                })
                .list();
    }
}
