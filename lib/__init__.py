"""Svodka: who said what, when, on which theme, in Russian-language news and official statements."""
