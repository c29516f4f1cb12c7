"""A certificate authority of our own, and people who sign PDFs by it; nothing of it is ever trusted outside a test."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

ISSUER = "Otoritas Uji Paritrana"
FROM = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
UNTIL = datetime.datetime(2040, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Authority:
    """Whoever issues certificates here."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


@cache
def authority() -> Authority:
    """The one authority of a test run, with a key made for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, _certificate(ISSUER, ISSUER, key, key, is_authority=True))


@cache
def signer(name: str) -> signers.SimpleSigner:
    """A person with a certificate in this name."""
    root, key = authority(), ec.generate_private_key(ec.SECP256R1())
    own = _certificate(name, ISSUER, key, root.key, is_authority=False)
    store = SimpleCertificateStore()
    store.register(_asn1(root.certificate))
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=_asn1(own),
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=store,
    )


def signed(content: bytes, field: str, name: str) -> bytes:
    """The PDF with a signature of this person in a field, which is added where there is none of that name."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    known = f"({field})".encode() in content
    spec = None if known else SigFieldSpec(field, box=(40, 40, 200, 90))
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    pen = signers.PdfSigner(meta, signer(name), new_field_spec=spec)
    # It wants an event loop of its own; the thread of a browser test has one already.
    with ThreadPoolExecutor(1) as alone:
        out = alone.submit(pen.sign_pdf, writer).result()
    return bytes(out.getbuffer())


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    is_authority: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by, hashes.SHA256())
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
