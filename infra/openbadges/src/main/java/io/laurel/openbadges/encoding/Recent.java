package io.laurel.openbadges.encoding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bounded number of values by their keys: those that were used last. Thread-safe. */
public final class Recent<K, V> {

    private final Map<K, V> values;

    public Recent(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one value is kept, not " + most);
        }
        values = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }

    public @Nullable V get(K key) {
        return values.get(key);
    }

    public void put(K key, V value) {
        values.put(key, value);
    }
}
