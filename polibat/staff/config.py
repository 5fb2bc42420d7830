"""Django's admin with our own site in place of its default one."""

from django.contrib.admin.apps import AdminConfig


class StaffSiteConfig(AdminConfig):
    """The admin app; `admin.site` is `polibat.staff.site.StaffSite`."""

    default_site = "polibat.staff.site.StaffSite"
