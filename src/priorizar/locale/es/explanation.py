"""Textos sobre por qué cada cadena está donde está."""

MESSAGES = {
    "screen_threshold": "la regla de «screen» sobre {criterion} lleva «at_least» y «at_most» a la vez, o ninguno · cada regla tiene un solo umbral · deje uno de los dos",
    "screen_outside": "el umbral {threshold:g} de «screen» está fuera de la escala de {criterion}, que va de {low:g} a {high:g} · la cumplirían todas las cadenas o ninguna · corrija el umbral",
}
