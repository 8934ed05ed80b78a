package io.laurel.worker.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.contracts.OrganizationId;
import io.laurel.openbadges.status.StatusList;
import java.util.BitSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(1, 2));

    private final Identifiers identifiers = new Identifiers(new byte[32]);

    @Test
    void noTwoNumbersShareAShortId() {
        var ids = LongStream.range(0, 100_000)
                .mapToObj(number -> identifiers.shortId(number).value())
                .distinct();
        assertThat(ids.count()).isEqualTo(100_000);
    }

    @Test
    void aShortIdDependsOnTheSecret() {
        assertThat(new Identifiers(new byte[] {1}).shortId(0)).isNotEqualTo(identifiers.shortId(0));
    }

    @Test
    void everyPlaceOfAStatusListIsTakenOnceAndNotInOrder() {
        var positions = identifiers.statusPositions(ORGANIZATION);
        var taken = new BitSet(StatusList.LEAST_ENTRIES);
        int ascents = 0;
        int before = -1;
        for (long number = 0; number < StatusList.LEAST_ENTRIES; number++) {
            var position = positions.of(number);
            assertThat(position.list()).isZero();
            ascents += position.index() > before ? 1 : 0;
            before = position.index();
            taken.set(position.index());
        }
        assertThat(taken.cardinality()).isEqualTo(StatusList.LEAST_ENTRIES);
        assertThat(ascents).isBetween(60_000, 71_000);
        assertThat(positions.of(StatusList.LEAST_ENTRIES).list()).isEqualTo(1);
    }

    @Test
    void aSmallPermutationIsOne() {
        var permutation = new KeyedPermutation(new byte[32], 10);
        assertThat(LongStream.range(0, 10).map(permutation::apply))
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThatThrownBy(() -> permutation.apply(10)).isInstanceOf(IllegalArgumentException.class);
    }
}
