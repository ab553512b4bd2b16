package io.recoverymesh.common.registry;

import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Reads {@code ssl.*} as Kafka itself reads it (JKS, PKCS12 and PEM stores) into a context for HTTPS. */
final class RegistryTls {

    private RegistryTls() {}

    static SSLContext context(Map<String, Object> settings) {
        if ("".equals(settings.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG))) {
            throw new ConfigException(
                    "Expected schema.registry.ssl.endpoint.identification.algorithm to be https, but "
                            + "it is empty: the host name in the registry's certificate is always checked. Remove the setting.");
        }
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        Map<String, Object> complete = new HashMap<>(definition.parse(settings));
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(complete);
            return factory.sslContext();
        }
    }
}
