"""What may be done with programs."""

from __future__ import annotations

from groundswell.kit.door import EVERYBODY, register

READ = register("programs.program.read", "See the program", roles=EVERYBODY)
CREATE = register("programs.program.create", "Start a program", roles="owner", reach="site", writes=True)
CHANGE = register("programs.program.change", "Change the program", roles="owner coordinator", writes=True)
SITES = register("programs.site.change", "Say where the program works", roles="owner coordinator monitor", writes=True)
RULES = register("programs.rules.change", "Change a number we judge by", roles="owner coordinator", writes=True)
