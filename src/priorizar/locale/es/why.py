"""Textos de las explicaciones: por qué una cadena está donde está."""

MESSAGES = {
    "title": "Por qué está donde está",
    "help": "La misma cuenta, en palabras: en qué se apoya, qué se duda y qué la movería.",
    "chain": "Cadena",
    "chain_help": "Las cadenas de la provincia, en su orden de ahora.",
    "chain_option": "{rank}.º {name}",
    "versus": "Comparada con",
    "versus_help": "Además de las dos primeras y del promedio de la provincia, otra cadena frente a la que ponerla.",
    "nobody": "Solo las dos primeras y el promedio",
    "again": "Actualizar",
    "again_help": "Explica de nuevo con los pesos que tienen ahora los deslizadores.",
    "with_weights": "Explicado con: {shares}; método {method}. Si después mueve los pesos, pulse «Actualizar».",
    "grid": "Cuánto trae cada criterio",
    "grid_caption": "{chain}: qué trae cada criterio a la diferencia de puntaje",
    "criterion": "Criterio",
    "weight": "Peso",
    "amount": "Valor",
    "province": "{province} y todas sus cadenas",
    "screen": "El filtro del estudio: basta que se cumpla una regla. Va al lado del orden y no lo cambia.",
    "any_rule": "Alguna regla",
    "no_order": "Con estos pesos y este método no hay orden que explicar: arriba dice por qué.",
}
