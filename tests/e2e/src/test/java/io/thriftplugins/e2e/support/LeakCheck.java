package io.thriftplugins.e2e.support;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Fails a test class that leaves a thread behind. Test classes run beside each other, so each runs its methods in a
 * thread group of its own, which every thread inherits that anything in it starts. Processes and sockets are the
 * business of {@link TestHost#close}.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    /** Threads that live as long as the JVM, whoever needs them first: of the JDK, the test libraries, the cleaner. */
    private static final List<String> OTHERS = List.of(
            "CompletableFutureDelayScheduler",
            "CompletableFuture-Delay",
            "ForkJoinPool",
            "process reaper",
            "Cleaner-",
            "awaitility",
            "junit");

    @Override
    public void beforeAll(ExtensionContext context) {
        String name = "e2e-" + context.getRequiredTestClass().getSimpleName();
        context.getStore(NAMESPACE).put(ThreadGroup.class, new ThreadGroup(name));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ThreadGroup group = group(context);
        Awaitility.await("the end of all threads of " + group.getName())
                .atMost(Duration.ofSeconds(15))
                .until(() -> threads(group), List::isEmpty);
    }

    private static List<String> threads(ThreadGroup group) {
        Thread[] threads = new Thread[2 * group.activeCount() + 16];
        group.enumerate(threads);
        return Arrays.stream(threads)
                .filter(Objects::nonNull)
                .map(Thread::getName)
                .filter(name -> OTHERS.stream().noneMatch(name::startsWith))
                .toList();
    }

    private static ThreadGroup group(ExtensionContext context) {
        return requireNonNull(context.getStore(NAMESPACE).get(ThreadGroup.class, ThreadGroup.class));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runInGroup(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runInGroup(invocation, context);
    }

    private static void runInGroup(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        FutureTask<Void> test = new FutureTask<>(() -> {
            try {
                return invocation.proceed();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
        Thread thread = new Thread(group(context), test, "test " + context.getDisplayName());
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            // The test's time is over.
            thread.interrupt();
            thread.join(Duration.ofSeconds(20).toMillis());
            throw e;
        }
        try {
            test.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
