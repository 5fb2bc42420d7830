"""Where a bucket of S3 is found; asked by the settings, so nothing of Django is touched here."""

from urllib.parse import urlsplit


def endpoint_of(region, endpoint=""):
    """The service that holds the bucket: the given one, else Amazon's of the region."""
    return endpoint.rstrip("/") or f"https://s3.{region}.amazonaws.com"


def style_of(bucket, *, endpoint="", style="auto"):
    """How the bucket is named: `virtual` (a host of its own) or `path` (a folder); `auto` is what services expect."""
    if style != "auto":
        return style
    # A certificate for *.s3… covers no name with dots, and services of others rarely have a host for each bucket.
    return "path" if endpoint or "." in bucket else "virtual"


def bucket_address(bucket, *, region="", endpoint="", style="auto"):
    """The address under which the objects of the bucket lie, without a slash at its end."""
    service = endpoint_of(region, endpoint)
    if style_of(bucket, endpoint=endpoint, style=style) == "path":
        return f"{service}/{bucket}"
    scheme, _, host = service.partition("://")
    return f"{scheme}://{bucket}.{host}"


def origin_of(address):
    """Scheme and host of an address, as a content security policy names them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
