package io.thriftplugins;

/**
 * An object that stays with the other side: this is its proxy. Its functions, if it has any, are called like those of
 * the other side itself.
 *
 * <p>Close it when it is of no use any more; its owner holds the object until then. A proxy that is forgotten is closed
 * some time after the garbage collector found it, with a warning in the log. When the connection to the other side ends
 * for good, all its proxies are useless and need not be closed.
 *
 * <p>Safe for use by many threads. Using it after {@link #close()} fails with {@link ErrorCode#OBJECT_RELEASED}.
 */
public interface RemoteObject extends FunctionCaller, AutoCloseable {

    /**
     * What it is.
     *
     * @return its kind, as its owner told
     */
    ObjectKind kind();

    /**
     * A name for people.
     *
     * @return the name that its owner gave it, possibly empty
     */
    String name();

    /**
     * Whether this side has closed it.
     *
     * @return true after {@link #close()}
     */
    boolean isClosed();

    /**
     * Tells the owner that the object is not needed any more, and waits for the answer. Harmless when repeated, and
     * when the other side has ended.
     *
     * @throws PluginException with {@link ErrorCode#FUNCTION_FAILED} if the owner's own closing failed
     */
    @Override
    void close();
}
