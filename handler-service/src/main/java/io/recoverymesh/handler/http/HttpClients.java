package io.recoverymesh.handler.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** A client for each TLS identity, made when it is first needed. No proxies, cookies, retries or redirects of its own. */
final class HttpClients implements AutoCloseable {
    private static final int CONNECTIONS = 256;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(64 * 1024)
            .build();

    private final HttpSettings settings;
    private final List<TlsIdentity> tls;
    private final NameLookup lookup;
    private final Map<String, CloseableHttpClient> clients = new ConcurrentHashMap<>();

    HttpClients(HttpSettings settings, List<TlsIdentity> tls, NameLookup lookup) {
        this.settings = settings;
        this.tls = List.copyOf(tls);
        this.lookup = lookup;
    }

    CloseableHttpClient of(String host) {
        return tls.stream()
                .filter(identity -> identity.hosts().contains(host))
                .findFirst()
                .map(identity -> clients.computeIfAbsent(identity.hosts().toString(), key -> of(identity.context())))
                .orElseGet(() -> clients.computeIfAbsent("", key -> of(TlsIdentity.ofThisSystem())));
    }

    private CloseableHttpClient of(SSLContext context) {
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(lookup, settings::addresses))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(context))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(LIMITS)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(Timeout.of(settings.timeout()))
                                .build())
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .build())
                .setDefaultRequestConfig(
                        // An offer to upgrade to TLS confuses small servers.
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                // A connection that was kept may have died: sending over it would be a second try, or a lost one.
                .setConnectionReuseStrategy((request, response, exchange) -> false)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("recovery-mesh")
                .build();
    }

    @Override
    public void close() {
        clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
    }
}
