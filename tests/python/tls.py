"""TLS as docs/tls.md has it, with Python's own library: a key of one's own, and a host that the endpoint's pin tells.

The environment has the files: FAKE_PLUGIN_CERTIFICATE and FAKE_PLUGIN_KEY, both PEM, the key without a password.
"""

import hashlib
import os
import ssl

_host_certificate = None


def pin_of(certificate):
    return hashlib.sha256(certificate).hexdigest()


def connect(connection, path):
    """Makes a connection secure. Whoever answers must have the certificate that the endpoint's path tells."""
    global _host_certificate
    context = _context(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    secure = context.wrap_socket(connection)
    found = secure.getpeercert(binary_form=True)
    if path != "/sha256/" + pin_of(found):
        secure.close()
        raise ssl.SSLError(f"the host's certificate has the SHA-256 {pin_of(found)}, and {path} was expected")
    _host_certificate = found
    return secure


def path():
    """What is announced with the own address."""
    with open(os.environ["FAKE_PLUGIN_CERTIFICATE"], encoding="ascii") as file:
        return "/sha256/" + pin_of(ssl.PEM_cert_to_DER_cert(file.read()))


def accept(connection):
    """Makes a connection secure that came in. Nobody may make one but the host, which was connected to before."""
    context = _context(ssl.PROTOCOL_TLS_SERVER)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=ssl.DER_cert_to_PEM_cert(_host_certificate))
    return context.wrap_socket(connection, server_side=True)


def _context(protocol):
    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(os.environ["FAKE_PLUGIN_CERTIFICATE"], os.environ["FAKE_PLUGIN_KEY"])
    return context
