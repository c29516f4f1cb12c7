"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

from config.bodies import BODIES, BoundedBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = BoundedBodies(get_wsgi_application(), int(os.environ.get(BODIES, "3")))
