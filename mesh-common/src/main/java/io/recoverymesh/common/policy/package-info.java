/** The policy language: documents as records with their defaults, read from YAML, validated, versioned. Pure: no Kafka, no clock. */
package io.recoverymesh.common.policy;
