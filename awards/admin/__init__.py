from awards.admin import criteria, editions, panel, results

__all__ = ["criteria", "editions", "panel", "results"]
