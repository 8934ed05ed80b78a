package io.laurel.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Permissions.Level;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ViewerTest {

    /** So that an endpoint that forgets to ask for the scope to read shows nothing. */
    @Test
    void aKeyThatOnlyWritesIsShownNothing() {
        var viewer = viewer(Scope.WRITE_PEOPLE, Scope.WRITE_INTERVIEWS);
        assertThat(viewer.seesAllPeople()).isFalse();
        assertThat(viewer.seesAllInterviews()).isFalse();
    }

    @Test
    void aKeyIsShownWhatItsScopesRead() {
        var viewer = viewer(Scope.READ_PEOPLE, Scope.READ_INTERVIEWS, Scope.WRITE_INTERVIEWS);
        assertThat(viewer.permissions()).isEqualTo(new Permissions(Level.VIEW, Level.EDIT, Level.NONE));
    }

    private static Viewer viewer(Scope... scopes) {
        var district = new OrganizationId(UUID.randomUUID());
        return Viewer.of(new Caller(UUID.randomUUID(), "Sync", district, "cora", Plan.PROFESSIONAL, Set.of(scopes)));
    }
}
