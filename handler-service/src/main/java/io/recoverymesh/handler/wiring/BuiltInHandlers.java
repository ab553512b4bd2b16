package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.exec.ExecActions;
import io.recoverymesh.handler.http.HttpAction;
import io.recoverymesh.handler.http.HttpCaller;
import io.recoverymesh.handler.http.HttpSettings;
import io.recoverymesh.handler.http.NameLookup;
import io.recoverymesh.handler.http.TlsIdentity;
import io.recoverymesh.handler.notify.Channels;
import io.recoverymesh.handler.notify.SendAction;
import io.recoverymesh.handler.script.ScriptActions;
import io.recoverymesh.handler.secret.AllowedSecrets;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.handler.secret.Secrets;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handlers that this service brings, each as it is configured. */
@Factory
final class BuiltInHandlers {
    private static final InstantSource CLOCK = InstantSource.system();

    @Singleton
    Secrets secrets(@Nullable @Property(name = "handler.secrets.allowed") List<String> allowed) {
        return new Secrets(
                new AllowedSecrets(allowed == null ? List.of() : allowed),
                System.getenv(),
                KnownSecrets.ofThisProcess());
    }

    @Singleton
    @Named("exec")
    Handler exec(
            Environment environment, Secrets secrets, @Nullable @Property(name = "handler.exec.file") String file) {
        ExecActions exec = new ExecActions(CLOCK, secrets);
        List<Action> actions =
                new ArrayList<>(exec.of("handler.exec.actions", AsWritten.map(environment, "handler.exec.actions")));
        if (file != null && !file.isEmpty()) {
            actions.addAll(exec.of(Path.of(file)));
        }
        return Handler.of(
                "exec",
                actions.stream()
                        .map(action -> DiscreetAction.refusing(action, secrets))
                        .toList());
    }

    @Singleton
    @Named("script")
    Handler script(Environment environment, Secrets secrets) {
        ScriptActions scripts = new ScriptActions(new ExecActions(CLOCK, secrets));
        return Handler.of(
                "script",
                scripts.of("handler.script.scripts", AsWritten.map(environment, "handler.script.scripts")).stream()
                        .map(action -> DiscreetAction.refusing(action, secrets))
                        .toList());
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Named("http")
    HttpCaller caller(HandlerHttpConfiguration configuration, Environment environment, Secrets secrets) {
        return new HttpCaller(configuration.settings(), tls(environment, secrets), NameLookup.ofThisSystem());
    }

    /** Calls what this configuration itself names, wherever that is. */
    @Singleton
    @Bean(preDestroy = "close")
    @Named("notify")
    HttpCaller channelCaller(Environment environment, Secrets secrets) {
        return new HttpCaller(HttpSettings.ofOwnHosts(), tls(environment, secrets), NameLookup.ofThisSystem());
    }

    private static List<TlsIdentity> tls(Environment environment, Secrets secrets) {
        return AsWritten.list(environment, "handler.http.tls").stream()
                .map(written -> TlsIdentity.of("handler.http.tls", written, secrets::resolve))
                .toList();
    }

    @Singleton
    @Named("http")
    Handler http(HandlerHttpConfiguration configuration, @Named("http") HttpCaller caller, Secrets secrets) {
        Action action = new HttpAction(configuration.settings(), caller, CLOCK);
        return Handler.of("http", List.of(DiscreetAction.resolving(action, secrets)));
    }

    @Singleton
    @Named("notify")
    Handler notify(
            Environment environment,
            Secrets secrets,
            @Named("notify") HttpCaller caller,
            @Nullable @Property(name = "handler.notify.fallback") String fallback,
            @Property(name = "handler.notify.link", defaultValue = "") String link) {
        Channels channels =
                Channels.of(AsWritten.map(environment, "handler.notify.channels"), fallback, caller, secrets, CLOCK);
        Action action = new SendAction(channels, link, secrets.known()::redactText, CLOCK);
        return Handler.of("notify", List.of(DiscreetAction.refusing(action, secrets)));
    }
}
