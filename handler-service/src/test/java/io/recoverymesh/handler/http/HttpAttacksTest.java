package io.recoverymesh.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.Endpoint;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.handler.fixture.GivenSecrets;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.schemas.FailureKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real endpoint on loopback stands for what nobody should reach; names lead where the test says. */
@Timeout(30)
final class HttpAttacksTest {
    private static final String PUBLIC_NAME = "lb.example";

    private final Endpoint inside = new Endpoint();
    private final Endpoint elsewhere = new Endpoint();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        inside.close();
        elsewhere.close();
    }

    @Test
    void refusesANameThatLeadsToLoopbackAndSendsNothing() throws Exception {
        Action action = action(List.of(PUBLIC_NAME), List.of(), "127.0.0.1");

        assertRefused(
                perform(action, url(PUBLIC_NAME, inside)),
                "Expected 'lb.example' to lead to public or allowed addresses only, but it leads to 127.0.0.1"
                        + " (loopback)");
        assertThat(inside.requests).isEmpty();
    }

    @Test
    void refusesANameOfWhichOneAddressIsNotPublic() throws Exception {
        Action action = action(List.of(PUBLIC_NAME), List.of(), "8.8.8.8", "169.254.169.254");

        assertRefused(perform(action, url(PUBLIC_NAME, inside)), "169.254.169.254 (cloud metadata)");
    }

    @Test
    void connectsToTheAddressThatWasCheckedAlthoughTheNameLeadsElsewhereAMomentLater() throws Exception {
        inside.answers(200, "inside");
        NameLookup rebinding = name -> {
            asked.add(name);
            return List.of(InetAddress.getByName(asked.size() == 1 ? "127.0.0.1" : "127.0.0.2"));
        };
        HttpSettings settings = settings(List.of(PUBLIC_NAME), List.of("127.0.0.1"));
        Action action = action(settings, rebinding);

        assertThat(perform(action, url(PUBLIC_NAME, inside))).isInstanceOf(Outcome.Success.class);
        assertThat(asked).containsExactly(PUBLIC_NAME);
        assertThat(inside.requests.getFirst().headers().get("Host")).containsExactly(PUBLIC_NAME + ":" + inside.port());
        // The next call asks again, and meets the address that nobody allowed.
        assertRefused(perform(action, url(PUBLIC_NAME, inside)), "127.0.0.2 (loopback)");
        assertThat(inside.requests).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowedUnlessThePolicySaysSo() throws Exception {
        inside.redirects(302, "http://127.0.0.1:" + elsewhere.port() + "/x");

        assertThat(perform(local(), url("127.0.0.1", inside))).isInstanceOf(Outcome.Failure.class);
        assertThat(elsewhere.requests).isEmpty();
    }

    @Test
    void checksARedirectAsIfThePolicyHadAskedForIt() throws Exception {
        for (String location : List.of(
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.1/",
                "http://2130706433:" + elsewhere.port() + "/",
                "http://0x7f.1:" + elsewhere.port() + "/",
                "http://[::ffff:127.0.0.1]:" + elsewhere.port() + "/",
                "//169.254.169.254/",
                "file:///etc/passwd",
                "http://me:pass@127.0.0.1:" + elsewhere.port() + "/",
                "http://metadata.example/")) {
            inside.redirects(302, location);
            Action action = action(List.of("127.0.0.1", "metadata.example"), List.of(), "169.254.169.254");

            assertThat(perform(action, "{\"url\":\"" + inside.url() + "/a\",\"redirects\":3}"))
                    .as(location)
                    .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                            .isFalse());
        }
        assertThat(elsewhere.requests).isEmpty();
    }

    @Test
    void followsAnAllowedRedirectWithoutTheHeadersMeantForAnother() throws Exception {
        inside.redirects(302, elsewhere.url() + "/there");
        elsewhere.answers(200, "done");

        Outcome outcome = perform(
                local(),
                "{\"url\":\"" + inside.url()
                        + "/a\",\"redirects\":1,\"body\":{\"a\":1},\"headers\":{\"Authorization\":\"Bearer"
                        + " x\",\"X-Key\":\"y\"}}");

        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        assertThat(elsewhere.requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/there");
            assertThat(request.body()).isEmpty();
            assertThat(request.headers()).doesNotContainKeys("Authorization", "X-key");
            assertThat(request.headers().get("Idempotency-key")).containsExactly("key-1");
        });
    }

    @Test
    void carriesNoBodyToAnotherHostAndFollowsNoMoreThanWasSaid() throws Exception {
        inside.redirects(307, elsewhere.url() + "/there");
        assertThat(perform(local(), "{\"url\":\"" + inside.url() + "/a\",\"redirects\":1,\"body\":\"token\"}"))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.error())
                        .contains("of a request with a body to stay with its host"));
        assertThat(elsewhere.requests).isEmpty();

        inside.redirects(302, "/again");
        assertThat(perform(local(), "{\"url\":\"" + inside.url() + "/a\",\"method\":\"GET\",\"redirects\":2}"))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.error())
                        .contains("but got 302"));
        assertThat(inside.requests).hasSize(1 + 3);
    }

    @Test
    void resolvesSecretsInHeadersAndBodyAndLetsNoneOut() throws Exception {
        String secret = "s3cr\"t/0123456789";
        inside.answers(500, "you said " + secret);
        Action action = DiscreetAction.resolving(local(), GivenSecrets.of(Map.of("TOKEN", secret)));

        Outcome outcome = perform(
                action,
                "{\"url\":\"" + inside.url()
                        + "/a\",\"headers\":{\"Authorization\":\"Bearer"
                        + " ${secret:env:TOKEN}\"},\"body\":{\"k\":\"${secret:env:TOKEN}\"}}");

        assertThat(inside.requests.getFirst().headers().get("Authorization")).containsExactly("Bearer " + secret);
        assertThat(inside.requests.getFirst().body()).isEqualTo("{\"k\":\"s3cr\\\"t/0123456789\"}");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.error())
                .doesNotContain(secret)
                .endsWith("but got 500: you said [redacted]"));
    }

    @Test
    void offersAnotherTryWhenANameLeadsNowhere() throws Exception {
        Action action = action(settings(List.of(PUBLIC_NAME), List.of()), name -> {
            throw new UnknownHostException(name);
        });

        assertThat(perform(action, url(PUBLIC_NAME, inside)))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                        .isTrue());
    }

    private Action local() throws UnknownHostException {
        return action(List.of("127.0.0.1"), List.of());
    }

    private static Action action(List<String> hosts, List<String> addresses, String... leadsTo)
            throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        for (String address : leadsTo) {
            found.add(InetAddress.getByName(address));
        }
        return action(settings(hosts, addresses), name -> found);
    }

    private static HttpSettings settings(List<String> hosts, List<String> addresses) {
        return new HttpSettings(hosts, addresses, Duration.ofSeconds(5), Duration.ofSeconds(2), 65_536);
    }

    private static Action action(HttpSettings settings, NameLookup lookup) {
        return new HttpAction(settings, new HttpCaller(settings, List.of(), lookup), InstantSource.system());
    }

    private static String url(String host, Endpoint endpoint) {
        return "{\"url\":\"http://" + host + ":" + endpoint.port() + "/a\"}";
    }

    private static Outcome perform(Action action, String with) throws Exception {
        return GivenAttempt.of("key-1").perform(action, with);
    }

    private static void assertRefused(Outcome outcome, String sentence) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.error()).contains(sentence);
        });
    }
}
