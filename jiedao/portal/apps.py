"""Portal pages that need every app. It keeps no models."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jiedao.portal"
    label = "portal"
    verbose_name = "平台"

    def ready(self) -> None:
        from jiedao.portal import (
            badges,  # noqa: F401  registers what the navigation counts
            checks,  # noqa: F401  registers the system checks
            digest,
            handing,
        )

        digest.register()
        handing.join()
