package io.glyphstream.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glyphstream.broker.EmbeddedBroker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link RunningPipeline} with its console, and a {@link Browser}: parameters of these types. Both are started once,
 * with the first test that asks for them; the browser has forgotten all that former tests did. Where no browser is installed, tests
 * that ask for one are skipped.
 */
public final class ConsoleOnBroker implements ParameterResolver {

    private static final Namespace SHARED = Namespace.create(ConsoleOnBroker.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == RunningPipeline.class || type == Browser.class || type == EmbeddedBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        var shared = context.getRoot().getStore(SHARED);
        if (type == EmbeddedBroker.class) {
            return broker(shared);
        }
        if (type == RunningPipeline.class) {
            var broker = broker(shared);
            return shared.getOrComputeIfAbsent(
                    RunningPipeline.class, key -> RunningPipeline.on(broker, "console."), RunningPipeline.class);
        }
        assumeTrue(
                Browser.isInstalled(),
                "no browser: install Debian's packages chromium-headless-shell and chromium-driver to run this test");
        var browser = shared.getOrComputeIfAbsent(Browser.class, key -> Browser.start(), Browser.class);
        browser.forget();
        return browser;
    }

    private static EmbeddedBroker broker(ExtensionContext.Store shared) {
        return shared.getOrComputeIfAbsent(EmbeddedBroker.class, key -> RunningPipeline.broker(), EmbeddedBroker.class);
    }
}
