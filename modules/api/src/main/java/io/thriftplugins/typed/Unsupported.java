package io.thriftplugins.typed;

import io.thriftplugins.ServedObject;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Why a type can't be sent, and what can be sent instead. */
final class Unsupported {

    private static final Map<Class<?>, String> ADVICE = new LinkedHashMap<>();

    static {
        ADVICE.put(Date.class, "use java.time.Instant");
        ADVICE.put(Calendar.class, "use java.time.ZonedDateTime");
        ADVICE.put(Collection.class, "use List, Set or Collection");
        ADVICE.put(Map.class, "use Map");
        ADVICE.put(BaseStream.class, "use List, or io.thriftplugins.RowSet for many");
        ADVICE.put(InputStream.class, "use io.thriftplugins.Blob");
        ADVICE.put(OutputStream.class, "use io.thriftplugins.Blob");
        ADVICE.put(Future.class, "a method may return CompletionStage or CompletableFuture, but nothing holds one");
        ADVICE.put(ServedObject.class, "use an interface, or io.thriftplugins.RemoteObject");
    }

    private Unsupported() {}

    /** What is wrong with a type; null if it is a record or an interface that can be one of an object. */
    static @Nullable String problem(Class<?> type) {
        for (Map.Entry<Class<?>, String> advice : ADVICE.entrySet()) {
            if (advice.getKey().isAssignableFrom(type)) {
                return advice.getValue();
            }
        }
        if (type.isRecord()) {
            return null;
        } else if (!type.isInterface()) {
            return "use a record";
        } else if (type.isAnnotation() || type.isSealed()) {
            return "it is sealed or an annotation, so that nobody could implement it; use a record";
        }
        return ofTheJdk(type)
                ? "no interface of the JDK can, but those of java.util.function, Runnable and Callable"
                : null;
    }

    private static boolean ofTheJdk(Class<?> type) {
        return type.getName().startsWith("java.")
                && !type.getPackageName().equals("java.util.function")
                && type != Runnable.class
                && type != Callable.class;
    }
}
