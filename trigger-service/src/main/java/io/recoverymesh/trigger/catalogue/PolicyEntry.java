package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.Policy;

/**
 * A policy of the catalogue.
 *
 * @param document canonical JSON of that version; requests carry it
 */
public record PolicyEntry(Policy policy, String document) {}
