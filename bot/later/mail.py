"""One e-mail through SMTP, with an end that says whether it may be tried again."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate

from bot.settings import Settings


class MailError(Exception):
    """The e-mail did not go out. `again`: it surely did not arrive, and may be tried later."""

    def __init__(self, problem: str, *, again: bool) -> None:
        super().__init__(problem)
        self.again = again


def compose(settings: Settings, *, item_id: str, to: str, subject: str, text: str) -> EmailMessage:
    """Return the e-mail, plain text; its Message-ID is made from the item, so that a mailbox knows one that came twice.

    Raises:
        MailError: it can't be written (an address with a line break in it, for instance).
    """
    try:
        return _compose(settings, item_id, to, subject, text)
    except (ValueError, LookupError) as error:
        raise MailError(f"the e-mail can't be written: {type(error).__name__}", again=False) from error


def _compose(settings: Settings, item_id: str, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    domain = settings.smtp_from.rpartition("@")[2].rstrip("> ")
    message["From"], message["To"] = settings.smtp_from, to
    message["Subject"] = " ".join(subject.split())
    message["Date"], message["Message-ID"] = formatdate(), f"<{item_id}@{domain}>"
    message["Auto-Submitted"] = "no"
    message.set_content(text)
    return message


def deliver(settings: Settings, message: EmailMessage) -> None:
    """Hand an e-mail to the server (blocks).

    Raises:
        MailError: it was not taken, or nobody knows whether it was.
    """
    try:
        _deliver(settings, message)
    except smtplib.SMTPResponseException as error:
        raise MailError(f"the mail server said {error.smtp_code}", again=error.smtp_code < 500) from error
    except smtplib.SMTPException as error:
        raise MailError(type(error).__name__, again=True) from error
    except ssl.SSLCertVerificationError as error:
        raise MailError("the mail server's certificate is not trusted", again=True) from error
    except OSError as error:
        raise MailError("the mail server can't be reached", again=True) from error


def _deliver(settings: Settings, message: EmailMessage) -> None:
    timeout, context = settings.smtp_timeout, ssl.create_default_context()
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "ssl":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=timeout)
    try:
        server.ehlo_or_helo_if_needed()
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
            server.ehlo()
        if settings.smtp_user:
            password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
            server.login(settings.smtp_user, password)
        for code, reply in (server.mail(message["From"].addresses[0].addr_spec), server.rcpt(message["To"])):
            if code not in {250, 251}:
                raise smtplib.SMTPResponseException(code, reply)
        try:
            code, reply = server.data(message.as_bytes(policy=message.policy.clone(linesep="\r\n")))
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            # The text was on its way: the server may have taken it, and nobody gets the same e-mail twice.
            raise MailError("the connection broke; it may have arrived", again=False) from error
        if code != 250:
            raise smtplib.SMTPResponseException(code, reply)
    finally:
        server.close()
