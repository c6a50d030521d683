package io.thriftplugins;

/**
 * Hears of plugins' states. Events of one plugin come one after the other in their order, on a thread of the framework;
 * a listener should return soon. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface PluginListener {

    /**
     * A plugin has come to a new state.
     *
     * @param event what happened
     */
    void onEvent(PluginEvent event);
}
