package io.thriftplugins.spi;

/** The source of a transport that has a scheme and nothing else, to be compiled in a test. */
final class ProviderSource {

    private ProviderSource() {}

    /** The class; the body of its method {@code scheme} may end that method and add to the class. */
    static String of(String packageName, String className, String scheme) {
        return """
                package %s;
                import io.thriftplugins.*;
                import io.thriftplugins.spi.*;
                public class %s implements TransportProvider {
                    public String scheme() { %s }
                    public Endpoint newEndpoint(String prefix) { return new CustomEndpoint("mem", prefix); }
                    public TransportListener listen(Endpoint endpoint) { throw new UnsupportedOperationException(); }
                    public TransportConnection connect(Endpoint endpoint, java.time.Duration timeout) {
                        throw new UnsupportedOperationException();
                    }
                    public boolean isLocal(Endpoint endpoint) { return true; }
                }
                """.formatted(packageName, className, scheme);
    }
}
