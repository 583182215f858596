"""An S3-compatible server in a thread of the tests: moto, which keeps its objects in memory."""

import urllib.request
from contextlib import contextmanager

import pytest
from moto.server import ThreadedMotoServer

#: For tests of what every store must do; they ask for ``blobs_url``.
IN_BOTH_STORES = pytest.mark.parametrize("blobs_url", ["folder", "bucket"], indirect=True)

BUCKET = "fieldapp-photos"
#: As an administrator would set them; the server takes any.
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "tests",
    "AWS_SECRET_ACCESS_KEY": "tests only",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@contextmanager
def served():
    """Serve on a free port of this machine; gives the address."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()
    server._server.server_close()  # stop() leaves the listening socket open


def url(address, *, bucket=BUCKET, prefix="photos"):
    return f"s3://{bucket}/{prefix}?endpoint_url={address}"


def make_bucket(address):
    """Harmless when it is there already."""
    _ask("PUT", f"{address}/{BUCKET}")


def lose_everything(address):
    """The bucket is gone, with all that was in it."""
    _ask("POST", f"{address}/moto-api/reset")


def _ask(method, address):
    request = urllib.request.Request(address, method=method)  # noqa: S310 - this machine's server
    urllib.request.urlopen(request).close()  # noqa: S310
