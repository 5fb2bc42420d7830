"""Django's admin with our own site in place of its default one."""

from django.contrib.admin.apps import AdminConfig


class StaffSiteConfig(AdminConfig):
    """The admin app; `admin.site` is `polibat.admin_site.StaffSite`."""

    default_site = "polibat.admin_site.StaffSite"
