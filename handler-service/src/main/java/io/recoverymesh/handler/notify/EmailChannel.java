package io.recoverymesh.handler.notify;

import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.FailureKind;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** Sends a notice as a plain e-mail by SMTP; its message id follows from the key, so that a mail server can tell a repeat. */
final class EmailChannel implements Channel {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final EmailSettings settings;
    private final UnaryOperator<String> secret;
    private final InstantSource clock;

    EmailChannel(EmailSettings settings, UnaryOperator<String> secret, InstantSource clock) {
        this.settings = settings;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "email";
    }

    @Override
    public Outcome send(Notice notice, Sending sending) throws InterruptedException {
        Session session = Session.getInstance(properties(sending.limit()));
        try (Transport transport = session.getTransport(settings.tls().equals("tls") ? "smtps" : "smtp")) {
            MimeMessage message = message(session, notice, sending);
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.username().isEmpty() ? null : secret.apply(settings.username()),
                    settings.password().isEmpty() ? null : secret.apply(settings.password()));
            transport.sendMessage(message, message.getAllRecipients());
            return Outcome.success();
        } catch (AuthenticationFailedException e) {
            return Outcome.failure(FailureKind.FAILED, "Expected " + where() + " to know us, but " + e, false);
        } catch (SendFailedException e) {
            return Outcome.failure(
                    FailureKind.FAILED, "Expected " + where() + " to take the e-mail, but " + e.getMessage(), true);
        } catch (MessagingException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Outcome.failure(FailureKind.FAILED, "Expected " + where() + " to take the e-mail, but " + e, true);
        }
    }

    private String where() {
        return settings.host() + ":" + settings.port();
    }

    private MimeMessage message(Session session, Notice notice, Sending sending) throws MessagingException {
        MimeMessage message =
                new Identified(session, "<" + sending.key().replaceAll("[^A-Za-z0-9._-]", "-") + "@recovery-mesh>");
        message.setFrom(new InternetAddress(settings.from(), true));
        for (String to : settings.to()) {
            Address address = new InternetAddress(to, true);
            message.addRecipient(Message.RecipientType.TO, address);
        }
        message.setSubject(notice.title(), StandardCharsets.UTF_8.name());
        StringBuilder text = new StringBuilder(notice.text()).append("\n\n");
        notice.facts()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        message.setText(text.toString(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.saveChanges();
        return message;
    }

    private Properties properties(Duration limit) {
        Properties properties = new Properties();
        long millis = Math.max(1, Math.min(limit.toMillis(), LONGEST_PAUSE.toMillis()));
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            properties.put(protocol + "connectiontimeout", Long.toString(millis));
            properties.put(protocol + "timeout", Long.toString(millis));
            properties.put(protocol + "writetimeout", Long.toString(millis));
            properties.put(
                    protocol + "auth", Boolean.toString(!settings.username().isEmpty()));
            properties.put(protocol + "ssl.checkserveridentity", "true");
            properties.put(protocol + "localhost", "recovery-mesh");
        }
        if (settings.tls().equals("starttls")) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        return properties;
    }

    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
