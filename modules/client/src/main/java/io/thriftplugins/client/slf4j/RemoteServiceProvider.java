package io.thriftplugins.client.slf4j;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What the system property {@code slf4j.provider} names. Public with a public constructor, since SLF4J makes it by
 * reflection.
 */
public final class RemoteServiceProvider implements SLF4JServiceProvider {

    /** The newest version of SLF4J's interface that this implements: any 2.0. */
    private static final String API_VERSION = "2.0.99";

    private final ILoggerFactory loggers = new RemoteLoggerFactory(RemoteLog.CHANNEL);
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new BasicMDCAdapter();

    /** Called by SLF4J. */
    public RemoteServiceProvider() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }

    @Override
    public void initialize() {}
}
