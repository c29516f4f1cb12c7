"""The site's addresses with wordless error pages: the access matrix asks for the status thousands of times."""

from django.http import HttpResponse

from config.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request, exception):
    return HttpResponse(status=403)


def handler404(request, exception):
    return HttpResponse(status=404)
