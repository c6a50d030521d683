package io.thriftplugins.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A search in several places; what is found, or found to be broken, in two of them counts once. */
final class TransportSearch {

    private static final Logger LOG = LoggerFactory.getLogger(TransportSearch.class);

    /** For an iterator that would fail for ever instead of moving on. */
    private static final int MAX_FAILURES = 100;

    private static final String SCHEME = "[a-z][a-z0-9+.-]*";

    private final List<Found> found = new ArrayList<>();
    private final Set<String> broken = new LinkedHashSet<>();

    /** A provider and what it said when it was asked for its scheme. */
    record Found(String scheme, TransportProvider provider) {}

    List<Found> found() {
        return found;
    }

    Set<String> broken() {
        return broken;
    }

    void add(ServiceLoader<TransportProvider> loader) {
        Iterator<ServiceLoader.Provider<TransportProvider>> candidates =
                loader.stream().iterator();
        for (int failures = 0; failures < MAX_FAILURES; failures++) {
            try {
                // Both may fail because of one broken entry, and then stand behind it.
                while (candidates.hasNext()) {
                    addOnce(candidates.next());
                }
                return;
            } catch (ServiceConfigurationError | LinkageError e) {
                leaveOut(e.getMessage() + (e.getCause() == null ? "" : " (" + e.getCause() + ")"), e);
            }
        }
    }

    private void addOnce(ServiceLoader.Provider<TransportProvider> candidate) {
        Class<?> type = candidate.type();
        if (found.stream().anyMatch(f -> f.provider().getClass() == type)) {
            return;
        }
        TransportProvider provider;
        String scheme;
        try {
            provider = candidate.get();
            scheme = provider.scheme();
            // A stranger's code may well return what it must not.
            if (scheme == null || !scheme.matches(SCHEME)) {
                throw new IllegalStateException("its scheme is '" + scheme + "', not a URI scheme in lower case");
            }
        } catch (RuntimeException | AssertionError e) {
            leaveOut(type.getName() + ": " + e, e);
            return;
        }
        // A provider() method may declare any type, so that only the instance tells.
        boolean known = found.stream()
                .anyMatch(f -> f.provider().getClass() == provider.getClass()
                        && f.scheme().equals(scheme));
        if (!known) {
            found.add(new Found(scheme, provider));
        }
    }

    private void leaveOut(String description, Throwable problem) {
        if (broken.add(description)) {
            LOG.warn("A transport failed to load and is left out", problem);
        }
    }
}
