"""Where forms that are opened from my page lead back to."""

from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request, default):
    """Where a form was opened from and leads back to (`next`, on my page only); else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/me/")
    return target if is_ours and target.isprintable() else default
