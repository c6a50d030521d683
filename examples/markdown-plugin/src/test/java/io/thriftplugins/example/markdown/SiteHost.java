package io.thriftplugins.example.markdown;

import io.thriftplugins.CallRequest;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Host;
import io.thriftplugins.LogLevel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A host in the same process that has some functions and knows some link targets. */
final class SiteHost implements Host {

    private final List<FunctionInfo> functions;
    private final Set<String> targets;

    private SiteHost(List<FunctionInfo> functions, Set<String> targets) {
        this.functions = functions;
        this.targets = targets;
    }

    static SiteHost withTargets(String... targets) {
        return new SiteHost(
                List.of(FunctionInfo.of("link_target_exists(target: string): boolean", "")), Set.of(targets));
    }

    static SiteHost withoutFunctions() {
        return new SiteHost(List.of(), Set.of());
    }

    @Override
    public List<FunctionInfo> findFunctions(String name) {
        return functions.stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .toList();
    }

    @Override
    public Object call(CallRequest request) {
        FunctionInfo function = findFunctions(request.function()).get(0);
        return targets.contains(
                function.signature().bind(request.positional(), request.named()).get(0));
    }

    @Override
    public List<FunctionInfo> functions() {
        return functions;
    }

    @Override
    public String version() {
        return "";
    }

    @Override
    public LogLevel minLogLevel() {
        return LogLevel.TRACE;
    }

    @Override
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        throw new AssertionError("The plugin calls nothing asynchronously");
    }

    @Override
    public void log(LogLevel level, String message) {
        throw new AssertionError("The plugin logs through SLF4J");
    }

    @Override
    public @Nullable Object config(String key) {
        throw new AssertionError("The plugin has no configuration");
    }

    @Override
    public void setConfig(String key, @Nullable Object value) {
        throw new AssertionError("The plugin has no configuration");
    }

    @Override
    public @Nullable Object query(String text, Map<String, ? extends @Nullable Object> parameters) {
        throw new AssertionError("The plugin has no queries");
    }

    @Override
    public void addFunction(FunctionDefinition function) {
        throw new AssertionError("The plugin has all its functions from the start");
    }
}
