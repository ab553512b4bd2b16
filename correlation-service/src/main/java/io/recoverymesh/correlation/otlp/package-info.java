/** Sends spans to an OpenTelemetry collector: OTLP over HTTP, protobuf. Knows nothing of what the spans tell. */
package io.recoverymesh.correlation.otlp;
