module host {
    requires io.thriftplugins.server;
}
