"""Log-ins by a server of OpenID Connect: an app of Django, because allauth finds providers so."""
