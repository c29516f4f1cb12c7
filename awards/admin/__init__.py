from awards.admin import category, editions, panel, publications

__all__ = ["category", "editions", "panel", "publications"]
