package io.thriftplugins.client.slf4j;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** One logger for each name. */
public final class RemoteLoggerFactory implements ILoggerFactory {

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final LogChannel channel;

    RemoteLoggerFactory(LogChannel channel) {
        this.channel = channel;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, n -> new RemoteLogger(n, channel));
    }
}
