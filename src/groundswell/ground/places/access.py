"""What may be done with places. A place belongs to no program, but is changed from within one."""

from __future__ import annotations

from groundswell.kit.door import EVERYBODY, register

CHANGERS = "owner coordinator monitor"

READ = register("places.place.read", "See places", roles=EVERYBODY, reach="place")
OPEN = register("places.place.open", "Add places", roles=CHANGERS, reach="place", writes=True)
CHANGE = register("places.place.change", "Change a place", roles=CHANGERS, reach="place", writes=True)
MOVE = register(
    "places.place.move", "Move, merge or close a place", roles="owner coordinator", reach="place", writes=True
)
COUNTRY = register("places.country.open", "Add a country", roles="owner", reach="site", writes=True)
