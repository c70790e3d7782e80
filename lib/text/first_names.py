"""First names whose forms are shared by a man's and a woman's name: whose they are in news."""

_WOMEN = """
юлия 92:4, марина 19:8, алла 20:0, виктория 13:0, анастасия 12:0, алина 6:0, лидия 5:0, раиса 1:4, антонина 1:0,
валентина 36:48, альбина 2:1, анжела 2:0, юлиана 1:0, эмилия 3:1, арина 0:0, аврора 1:0, герда 1:0, стефания 1:0,
октавия 1:0, луиза 0:0, ульяна 1:0, клавдия 1:0, анжелина 1:0, альфия 1:0, серафима 0:3, альмира 2:1, клаудиа 0:0,
олеся 3:0
"""  # in forms that only the woman's name has : in forms that only the man's has

WOMEN = frozenset(entry.split(" ")[0] for entry in _WOMEN.replace("\n", " ").strip().split(", "))
"""Women's names in "а", "я" that are hers although the dictionary also has the man's ("Раиса" is no form of "Раис").

Three lines of the table rest on the nominative instead, which outnumbers the man's: Раиса 5, Валентина 99, Серафима 7.
"""
