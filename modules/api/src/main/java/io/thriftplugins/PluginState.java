package io.thriftplugins;

/**
 * Where a plugin stands in its life. It moves down this list, and may skip steps. There is one way back: a plugin that
 * is restarted or replaced goes from {@link #RESTARTING} to any state above it. {@link #STOPPED} and {@link #FAILED}
 * are final.
 */
public enum PluginState {
    /** Its process was launched, or its token was handed to somebody; it has not registered. */
    LAUNCHED,
    /** It has registered and does its start-up work; its functions are known. */
    REGISTERED,
    /**
     * It has said that it is ready and can be called. A plugin whose state becomes this once more without another one
     * in between was replaced: {@link PluginHandle#version()} tells with what.
     */
    READY,
    /** Its process has ended although nobody stopped it, and another one will take its place. Calls wait for that. */
    RESTARTING,
    /** It was asked to stop. */
    STOPPING,
    /** It has ended because it was stopped. */
    STOPPED,
    /** It has ended, or was ended, because something went wrong, and will not be restarted. */
    FAILED
}
