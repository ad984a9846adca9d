import os

from django.core.wsgi import get_wsgi_application

from sangkien.adapters.engine_warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.settings")
application = get_wsgi_application()
warm_up()
