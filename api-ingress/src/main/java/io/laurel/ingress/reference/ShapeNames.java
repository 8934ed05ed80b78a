package io.laurel.ingress.reference;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Names the shapes of the document: several features have an answer {@code Asked}, and each is another shape. */
final class ShapeNames extends TypeNameResolver {

    private static final String FEATURES = "io.laurel.ingress.";

    /** Of the whole process, as swagger keeps its converters: where two services run in one, either may name for the other. */
    private static final Map<String, Class<?>> NAMED = new ConcurrentHashMap<>();

    /** The class that a shape of the document was made of. */
    @Nullable
    Class<?> classOf(String shape) {
        return NAMED.get(shape);
    }

    @Override
    protected String nameForGenericType(JavaType type, Set<Options> options) {
        var name = super.nameForGenericType(type, options);
        NAMED.put(name, type.getRawClass());
        return name;
    }

    @Override
    protected String getNameOfClass(Class<?> type) {
        var name = nameOf(type);
        var other = NAMED.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new IllegalStateException(type + " and " + other + " would both be called " + name);
        }
        return name;
    }

    private static String nameOf(Class<?> type) {
        var name = type.getSimpleName();
        for (var outer = type.getEnclosingClass(); outer != null; outer = outer.getEnclosingClass()) {
            if (!outer.getSimpleName().endsWith("Controller")) {
                name = outer.getSimpleName() + name;
            }
        }
        if (!type.getName().startsWith(FEATURES)) {
            return name;
        }
        var feature = type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
        return name.regionMatches(true, 0, feature, 0, feature.length())
                ? name
                : Character.toUpperCase(feature.charAt(0)) + feature.substring(1) + name;
    }
}
