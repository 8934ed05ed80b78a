package io.laurel.ingress.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {

    @Test
    void whatIsGoneThroughIsReadThen() {
        var read = new ArrayList<Integer>();
        var all = Listing.<Integer>all(3, (last, offset) -> {
            int first = last == null ? 1 : last + 1;
            read.add(first);
            return IntStream.range(first, Math.min(first + 3, 9)).boxed().toList();
        });
        var numbers = all.iterator();
        assertThat(read).containsExactly(1);
        for (int number = 1; number <= 4; number++) {
            assertThat(numbers.next()).isEqualTo(number);
        }
        assertThat(read).containsExactly(1, 4);
        assertThat(numbers).toIterable().containsExactly(5, 6, 7, 8);
        assertThat(read).containsExactly(1, 4, 7);
    }

    @Test
    void nothingIsNothing() {
        assertThat(Listing.<Integer>all(3, (last, offset) -> List.of())).isEmpty();
    }
}
