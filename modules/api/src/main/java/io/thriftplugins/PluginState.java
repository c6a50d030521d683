package io.thriftplugins;

/** Where a plugin stands in its life. It moves down this list only, and may skip steps. */
public enum PluginState {
    /** Its process was launched, or its token was handed to somebody; it has not registered. */
    LAUNCHED,
    /** It has registered and does its start-up work; its functions are known. */
    REGISTERED,
    /** It has said that it is ready and can be called. */
    READY,
    /** It was asked to stop. */
    STOPPING,
    /** It has ended because it was stopped. */
    STOPPED,
    /** It has ended, or was ended, because something went wrong. */
    FAILED
}
