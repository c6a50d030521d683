package io.thriftplugins.rpc;

import io.thriftplugins.FunctionInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin tells when it registers (contract 3, {@code PluginData}).
 *
 * @param name its name, possibly empty
 * @param version its version, possibly empty
 * @param functions its functions
 * @param metadata what else it tells
 * @param features what it announces, see {@link Features}; empty for peers that know only the contract
 */
public record PluginRegistration(
        String name,
        String version,
        List<FunctionInfo> functions,
        Map<String, @Nullable Object> metadata,
        Set<String> features) {}
