package io.recoverymesh.handler.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EmailChannelTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void sendsAPlainMailThatNamesTheKeyAndWhoseHeadersNobodyCanAddTo() throws Exception {
        server.start();
        Notice notice = notice("payments é down Bcc: all@example.org");

        assertThat(channel(Map.of()).send(notice, sending())).isInstanceOf(Outcome.Success.class);

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getSubject()).isEqualTo("payments é down Bcc: all@example.org");
        assertThat(received[0].getHeader("Message-ID")).containsExactly("<key-1-a@recovery-mesh>");
        assertThat(received[0].getFrom()[0]).hasToString("mesh@example.org");
        assertThat(received[0].getHeader("Bcc")).isNull();
        assertThat(GreenMailUtil.getBody(received[0])).contains("blocked", "flow: f-1", "target: team/payments");
    }

    @Test
    void offersNoOtherTryWhereThePasswordIsWrongAndOneWhereNobodyListens() throws Exception {
        server.withConfiguration(GreenMailConfiguration.aConfig().withUser("mesh@example.org", "mesh", "right"));
        server.start();
        EmailSettings settings = settings("mesh", "${secret:env:SMTP}");
        EmailChannel wrong =
                new EmailChannel(settings, text -> text.startsWith("$") ? "wrong" : text, InstantSource.system());

        assertThat(wrong.send(notice("t"), sending()))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                        .isFalse());

        EmailChannel right =
                new EmailChannel(settings, text -> text.startsWith("$") ? "right" : text, InstantSource.system());
        assertThat(right.send(notice("t"), sending())).isInstanceOf(Outcome.Success.class);
        int port = server.getSmtp().getPort();
        server.stop();
        assertThat(channel(Map.of("port", port)).send(notice("t"), sending()))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                        .isTrue());
    }

    @Test
    void waitsNoLongerThanItMayForAServerThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmailChannel channel = channel(Map.of("port", silent.getLocalPort()));
            Outcome outcome = channel.send(notice("t"), new Sending("key-1", "00-a-b-01", Duration.ofMillis(300)));
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                    .isTrue());
        }
    }

    @Test
    void doesNotGoOnWithoutEncryptionWhereItIsAskedFor() throws Exception {
        server.start();
        Outcome outcome = channel(Map.of("tls", "starttls")).send(notice("t"), sending());
        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private EmailChannel channel(Map<String, Object> more) throws IOException {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "type",
                "email",
                "host",
                "127.0.0.1",
                "tls",
                "none",
                "from",
                "mesh@example.org",
                "to",
                List.of("oncall@example.org", "second@example.org")));
        if (!more.containsKey("port")) {
            fields.put("port", server.getSmtp().getPort());
        }
        fields.putAll(more);
        return new EmailChannel(
                EmailSettings.of(Given.in("channels.mail", fields)), text -> text, InstantSource.system());
    }

    private EmailSettings settings(String username, String password) {
        return new EmailSettings(
                "127.0.0.1",
                server.getSmtp().getPort(),
                "none",
                "mesh@example.org",
                List.of("oncall@example.org"),
                username,
                password);
    }

    private static Notice notice(String title) {
        return new Notice(title, "blocked", "critical", "f-1", "r-1", "team/payments", "");
    }

    private static Sending sending() {
        return new Sending("key-1/a", "00-a-b-01", Duration.ofSeconds(5));
    }
}
