from awards.admin import criteria, editions, panel, publications

__all__ = ["criteria", "editions", "panel", "publications"]
