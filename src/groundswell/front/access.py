"""What may be done at the front: see the home page of a program."""

from groundswell.kit.door import EVERYBODY, register

HOME = register("front.home.read", "See the home page", roles=EVERYBODY, reach="place")
