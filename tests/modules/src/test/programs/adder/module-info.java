module adder {
    requires io.thriftplugins.api;

    provides io.thriftplugins.Plugin with
            adder.Adder;
}
