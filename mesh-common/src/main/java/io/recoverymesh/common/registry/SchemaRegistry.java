package io.recoverymesh.common.registry;

import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * Where writers publish the schemas of what they write and readers find them by id.
 *
 * <p>Every method throws {@link RegistryException}, whose reason tells a wrong request from a registry that is away.
 */
public interface SchemaRegistry {

    /** Adds the schema under the subject unless it is there; answers its id, the same for the same schema. */
    int register(String subject, Schema schema);

    /** The id under which the subject already holds this schema. */
    int idOf(String subject, Schema schema);

    /** The schema of an id. */
    Schema schemaOf(int id);

    /** The schema of a globally unique id, as carried by a {@code __value_schema_id} header. */
    Schema schemaOf(UUID guid);

    /** The newest version under the subject. */
    RegisteredSchema latest(String subject);

    /** Whether the registry would accept the schema as the subject's next version. */
    boolean accepts(String subject, Schema schema);

    /** What is demanded of new versions where a subject says nothing else. */
    Compatibility compatibility();

    /** Demands this of new versions where a subject says nothing else. */
    void compatibility(Compatibility level);

    /**
     * What the subject itself demands of new versions; empty where it follows the registry's own level (Apicurio says
     * NONE then, which cannot be told from a demand for NONE).
     */
    Optional<Compatibility> compatibility(String subject);

    /** Demands this of new versions of the subject. */
    void compatibility(String subject, Compatibility level);
}
