package io.recoverymesh.common.registry;

import org.apache.avro.Schema;

/** One version of a subject, counted from 1, and the id that records written with it carry. */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
