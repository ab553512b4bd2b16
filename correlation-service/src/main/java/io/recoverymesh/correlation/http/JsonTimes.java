package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.recoverymesh.correlation.flow.Bar;
import io.recoverymesh.correlation.report.Report;
import io.recoverymesh.correlation.report.Times;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Times in JSON are ISO-8601, whatever the settings of the application are; and what the pure packages answer with has
 * every field, as what is made here has.
 */
@Singleton
final class JsonTimes implements BeanCreatedEventListener<ObjectMapper> {
    private static final List<Class<?>> PURE = List.of(
            Bar.class,
            Report.class,
            Report.ServiceLine.class,
            Report.Objective.class,
            Report.FirstTimeFix.class,
            Report.PolicyLine.class,
            Report.SuppressedLine.class,
            Report.UnsuccessfulLine.class,
            Report.NearMiss.class,
            Report.Example.class,
            Times.class);

    @ApiView
    private interface Whole {}

    @Override
    public ObjectMapper onCreated(BeanCreatedEvent<ObjectMapper> event) {
        ObjectMapper json = event.getBean();
        PURE.forEach(type -> json.addMixIn(type, Whole.class));
        return json.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    }
}
