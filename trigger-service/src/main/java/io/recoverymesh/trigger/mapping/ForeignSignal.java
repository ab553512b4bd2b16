package io.recoverymesh.trigger.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What rules look at.
 *
 * @param event the element as it came: an alert, an event, a log record
 */
public record ForeignSignal(
        Format format, Map<String, String> labels, Map<String, String> annotations, JsonNode event) {}
