package io.recoverymesh.handler.http;

import io.recoverymesh.handler.argument.Given;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is shown to, and expected of, some hosts: mutual TLS, or a certificate authority of one's own.
 *
 * @param hosts in their one form, without ports
 */
public record TlsIdentity(Set<String> hosts, SSLContext context) {
    private static final String PKCS12 = "PKCS12";

    /**
     * Reads {@code hosts}, and {@code certificate} with {@code key} (PEM) or {@code keystore} with {@code keystore-password}
     * (PKCS#12), and {@code ca} (PEM).
     *
     * @param secret puts values in the place of references
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static TlsIdentity of(String place, @Nullable Object written, UnaryOperator<String> secret) {
        Given given =
                Given.in(place, written).only("hosts", "certificate", "key", "keystore", "keystore-password", "ca");
        List<String> hosts = given.list("hosts");
        if (hosts.isEmpty()) {
            throw given.missing("hosts");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own(given, secret), trusted(given), null);
            return new TlsIdentity(hosts.stream().map(HostForm::read).collect(Collectors.toUnmodifiableSet()), context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "Expected " + place + " to name readable keys and certificates, but got " + e
                            + ". Mend it where the handler runs.",
                    e);
        }
    }

    static SSLContext ofThisSystem() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected the system to have TLS", e);
        }
    }

    private static javax.net.ssl.KeyManager @Nullable [] own(Given given, UnaryOperator<String> secret)
            throws GeneralSecurityException, IOException {
        KeyStore store;
        char[] password = new char[0];
        if (given.has("keystore")) {
            password = secret.apply(given.text("keystore-password").orElse("")).toCharArray();
            store = KeyStore.getInstance(PKCS12);
            try (InputStream file = Files.newInputStream(Path.of(given.required("keystore")))) {
                store.load(file, password);
            }
        } else if (given.has("certificate") || given.has("key")) {
            store = empty();
            store.setKeyEntry(
                    "own",
                    Pem.key(Path.of(given.required("key"))),
                    password,
                    Pem.certificates(Path.of(given.required("certificate"))));
        } else {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static javax.net.ssl.TrustManager @Nullable [] trusted(Given given)
            throws GeneralSecurityException, IOException {
        if (!given.has("ca")) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (java.security.cert.Certificate authority : Pem.certificates(Path.of(given.required("ca")))) {
            store.setCertificateEntry("ca-" + ++number, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(PKCS12);
        store.load(null, null);
        return store;
    }
}
