package io.recoverymesh.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenAttempt;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server that asks for a client certificate, under a name that only the test's lookup knows. */
@Timeout(60)
final class MutualTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static HttpsServer server;

    @BeforeAll
    static void serve() throws Exception {
        Path serverStore = keys("server", "lb.example");
        Path clientStore = keys("client", "mesh");
        pem("server", serverStore);
        pem("client", clientStore);
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(load(serverStore), PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(load(clientStore, "client"));
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters demanding = context.getDefaultSSLParameters();
                demanding.setNeedClientAuth(true);
                parameters.setSSLParameters(demanding);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void showsItsCertificateToTheHostItIsForAndChecksTheNameInTheHosts() throws Exception {
        Map<String, Object> pem = Map.of(
                "hosts", List.of("lb.example", "other.example"),
                "certificate", file("client.pem"),
                "key", file("client.key"),
                "ca", file("server.pem"));

        assertThat(call("lb.example", identity(pem))).isInstanceOf(Outcome.Success.class);
        assertThat(call("other.example", identity(pem)))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.error())
                        .contains("other.example"));
    }

    @Test
    void readsAKeystoreWithAPasswordByReference() throws Exception {
        Map<String, Object> keystore = Map.of(
                "hosts",
                "lb.example",
                "keystore",
                file("client.p12"),
                "keystore-password",
                "${secret:env:P}",
                "ca",
                file("server.pem"));

        assertThat(call("lb.example", identity(keystore))).isInstanceOf(Outcome.Success.class);
    }

    @Test
    void isNotTrustedWithoutACertificateNorTrustsWithoutAnAuthority() throws Exception {
        assertThat(call("lb.example", identity(Map.of("hosts", "lb.example", "ca", file("server.pem")))))
                .isInstanceOf(Outcome.Failure.class);
        assertThat(call("lb.example", List.of())).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void saysWhatIsWrongWithAnIdentity() {
        assertThatThrownBy(() -> identity(Map.of("ca", file("server.pem"))))
                .hasMessage("Expected 'hosts' of handler.http.tls, but there is none. Mend it where the handler runs.");
        assertThatThrownBy(() ->
                        identity(Map.of("hosts", "a", "certificate", file("client.pem"), "key", file("server.pem"))))
                .hasMessageContaining("no BEGIN PRIVATE KEY");
        assertThatThrownBy(() -> identity(Map.of("hosts", "a", "ca", "/not/there")))
                .hasMessageContaining("/not/there");
    }

    private static List<TlsIdentity> identity(Map<String, Object> written) {
        return List.of(TlsIdentity.of("handler.http.tls", written, text -> text.replace("${secret:env:P}", PASSWORD)));
    }

    private static Outcome call(String host, List<TlsIdentity> tls) throws Exception {
        HttpSettings settings = new HttpSettings(
                List.of(host), List.of("127.0.0.1"), Duration.ofSeconds(10), Duration.ofSeconds(5), 1_000);
        try (HttpCaller caller = new HttpCaller(settings, tls, name -> List.of(InetAddress.getLoopbackAddress()))) {
            return GivenAttempt.of("key-1")
                    .perform(
                            new HttpAction(settings, caller, InstantSource.system()),
                            "{\"url\":\"https://" + host + ":"
                                    + server.getAddress().getPort() + "/\"}");
        }
    }

    private static Path keys(String name, String host) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-validity",
                        "2",
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static void pem(String name, Path store) throws Exception {
        KeyStore keys = load(store);
        Base64.Encoder lines = Base64.getMimeEncoder();
        Files.writeString(
                directory.resolve(name + ".pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + lines.encodeToString(keys.getCertificate(name).getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Files.writeString(
                directory.resolve(name + ".key"),
                "-----BEGIN PRIVATE" + " KEY-----\n"
                        + lines.encodeToString(
                                keys.getKey(name, PASSWORD.toCharArray()).getEncoded())
                        + "\n-----END PRIVATE" + " KEY-----\n");
    }

    private static KeyStore load(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** Only its certificate, as one that is trusted. */
    private static KeyStore load(Path store, String alias) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(alias, load(store).getCertificate(alias));
        return trusted;
    }

    private static String file(String name) {
        return directory.resolve(name).toString();
    }
}
