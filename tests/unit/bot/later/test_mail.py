"""One e-mail: what stands in it, and that it goes out only over the connection that was asked for."""

from __future__ import annotations

import email.policy
import ssl
import subprocess
from contextlib import contextmanager
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller

from bot.later.mail import MailError, compose, deliver
from bot.settings import Settings
from tests.unit.bot.later.test_later import Mailbox, free_port


def settings(port: int = 25, security: str = "none", **more) -> Settings:
    mail = {"smtp_host": "localhost", "smtp_port": port, "smtp_security": security, "smtp_timeout": 20}
    return Settings(**{**mail, "smtp_from": "shop@shop.example", **more})


def written(made: Settings, *, to: str = "eve@home.example", subject: str = "Your question", text: str = "Yes."):
    return compose(made, item_id="i1", to=to, subject=subject, text=text)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that only those trust who are told to."""
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", made],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return made, key


@contextmanager
def server(box: Mailbox, certificate, *, implicit: bool = False, starttls: bool = False):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    controller = Controller(
        box,
        hostname="localhost",
        port=free_port(),
        ssl_context=context if implicit else None,
        server_kwargs={"tls_context": context if starttls else None, "require_starttls": starttls},
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.mark.parametrize(("security", "kind"), [("ssl", {"implicit": True}), ("starttls", {"starttls": True})])
def test_over_tls_with_a_certificate_that_is_trusted(certificate, monkeypatch, security, kind):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    box = Mailbox()
    with server(box, certificate, **kind) as port:
        made = settings(port, security)
        deliver(made, written(made))
    [mail] = box.mails
    assert (mail.mail_from, mail.rcpt_tos) == ("shop@shop.example", ["eve@home.example"])


@pytest.mark.parametrize(("security", "kind"), [("ssl", {"implicit": True}), ("starttls", {"starttls": True})])
def test_never_to_a_server_whose_certificate_is_not_trusted(certificate, security, kind):
    box = Mailbox()
    with server(box, certificate, **kind) as port, pytest.raises(MailError, match="not trusted") as problem:
        made = settings(port, security)
        deliver(made, written(made))
    assert problem.value.again
    assert box.mails == []


def test_never_in_the_clear_where_starttls_is_asked_for(certificate):
    box = Mailbox()
    with server(box, certificate) as port, pytest.raises(MailError):
        made = settings(port, "starttls")
        deliver(made, written(made))
    assert box.mails == []


def test_nothing_in_it_becomes_a_header():
    made = settings(store_name="Bow\r\nBcc: all@shop.example")
    text = "Yes.\r\nBcc: x@y.example\n\n.\n<script>alert(1)</script>"
    message = written(made, subject=f"Your question to {made.store_name}\r\nBcc: y@z.example", text=text)
    read = BytesParser(policy=email.policy.default).parsebytes(message.as_bytes())
    assert sorted(read.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding",
         "MIME-Version"]
    )  # fmt: skip
    assert read["Subject"] == "Your question to Bow Bcc: all@shop.example Bcc: y@z.example"
    assert read.get_content_type() == "text/plain"
    assert "<script>" in read.get_content()


@pytest.mark.parametrize("to", ["eve@home.example\r\nBcc: x@y.example", "eve@home.example\nBcc: x@y.example"])
def test_an_address_with_a_line_break_is_not_written(to):
    with pytest.raises(MailError) as problem:
        written(settings(), to=to)
    assert not problem.value.again


def test_words_of_any_language_arrive():
    message = written(settings(), subject="Ihre Frage an Bär & Söhne", text="Grüße, 你好, 🎁\n" + "lang " * 400)
    read = BytesParser(policy=email.policy.default).parsebytes(message.as_bytes())
    assert read["Subject"] == "Ihre Frage an Bär & Söhne"
    assert read.get_content().startswith("Grüße, 你好, 🎁")
