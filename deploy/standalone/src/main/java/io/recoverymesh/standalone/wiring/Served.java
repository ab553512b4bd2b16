package io.recoverymesh.standalone.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.Micronaut;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Services of a mesh in this process, on a Kafka and a registry that are there. */
public final class Served implements AutoCloseable {
    private final ApplicationContext context;

    private Served(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts them; they end in order when the process is told to end.
     *
     * @throws StandaloneException saying what to do
     */
    public static Served start(ServedSettings settings) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "served-logback.xml"); // before the first logger
        }
        List<PropertySource> defaults = new ArrayList<>();
        List.of(ServiceName.TRIGGER, ServiceName.HANDLER, ServiceName.CORRELATION)
                .stream() // its port is the one that is left
                .filter(settings.services()::contains)
                .forEach(service -> defaults.add(Defaults.of(service + "-service.yml", defaults.size())));
        try {
            return new Served(Micronaut.build(new String[0])
                    .banner(false)
                    .deduceEnvironment(false)
                    .propertySources(defaults.toArray(PropertySource[]::new))
                    .properties(settings.properties())
                    .start());
        } catch (RuntimeException e) {
            throw StartFailure.of(names(settings), e, "the log above");
        }
    }

    private static String names(ServedSettings settings) {
        return settings.services().stream().sorted().map(ServiceName::toString).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        context.close();
    }
}
