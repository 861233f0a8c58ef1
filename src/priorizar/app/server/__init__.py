"""What stands between the network and the pages: ASGI middleware, connections, and what a server may hold.

Nothing here knows a page or a study. From outside to inside: who may connect at all
(:mod:`~priorizar.app.server.connections`), under which names the board is served
(:mod:`~priorizar.app.server.hosts`), what a request may hold and what an answer says to the
browser (:mod:`~priorizar.app.server.requests`), how many visitors (:mod:`~priorizar.app.server.visitors`) and
how much of theirs is kept (:mod:`~priorizar.app.server.uploads`).
"""
