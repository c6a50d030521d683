package io.thriftplugins.rpc;

/**
 * A method of the service that both sides have: it is called under the name of the callee's own service (contract 4).
 *
 * @param ofHost its name when a plugin calls its host
 * @param ofPlugin its name when a host calls a plugin
 */
record ObjectMethod(MethodName ofHost, MethodName ofPlugin) {

    static ObjectMethod of(String name) {
        return new ObjectMethod(new MethodName(Services.HOST, name), new MethodName(Services.PLUGIN, name));
    }

    /** The same method, shown as the function that it is to call. */
    ObjectMethod shownAs(String function) {
        return new ObjectMethod(ofHost.shownAs(function), ofPlugin.shownAs(function));
    }

    MethodName in(String service) {
        return service.equals(Services.HOST) ? ofHost : ofPlugin;
    }
}
