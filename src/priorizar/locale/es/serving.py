"""Textos del servidor del tablero, para quien pide lo que no se da."""

MESSAGES = {
    "other_name": "El tablero no se sirve con este nombre. · Ábralo con la dirección que se mostró al iniciarlo. · Quien lo inició puede añadir nombres: docs/app.md, «Under another name».",
    "too_long": "La petición es demasiado larga y no se leyó. · Abra el tablero por su dirección, sin lo que sigue al signo «?».",
    "nothing_here": "Aquí no hay nada. · El tablero está en la dirección que se mostró al iniciarlo.",
    "full": "El tablero está lleno: no caben más visitas a la vez. · Nadie perdió nada. Esta página vuelve a probar sola cada pocos segundos; entrará cuando alguien cierre la suya.",
    "no_length": "El archivo llegó sin decir cuánto mide, y no se tomó. · Ábralo desde la página del tablero.",
    "too_large": "El archivo es más grande de lo que se recibe, y no se tomó.",
    "no_room": "Ya hay tantos archivos como el servidor guarda a la vez, y este no se tomó. · Quite uno de los suyos, o espere a que otra persona cierre su página.",
    "too_slow": "El archivo tardó demasiado en llegar, y no se tomó. · Pruebe de nuevo, más cerca de la red.",
    "no_room_now": "El servidor ya guarda tantos archivos como puede. Cuando alguien quite los suyos o cierre su página, aquí podrá cargar el que quiera.",
    "option_allow_saving": "Deja que cualquiera que abra el tablero por la red guarde escenarios en el estudio. Sin ella, en la red solo se mira, se prueba y se descarga.",
    "not_saved_on_network": "El tablero está abierto a la red y no guarda: cualquiera que lo abra podría cambiar el estudio. Aquí puede descargar el escenario; para que guarde, inícielo con --allow-saving.",
}
