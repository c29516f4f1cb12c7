from awards.admin import category, editions, panel, publications
from awards.admin.special_awards import page as special_awards

__all__ = ["category", "editions", "panel", "publications", "special_awards"]
