"""Log-ins by Zalo: an app of Django, because allauth finds providers so."""
