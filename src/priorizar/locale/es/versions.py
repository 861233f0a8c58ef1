"""Textos de las versiones anteriores de los escenarios."""

MESSAGES = {
    "many_versions": "de «{id}» ya se guardan {most} versiones anteriores, y no se reemplaza más · ninguna se borra sin que alguien lo decida · use otro nombre, o aparte las que no hagan falta de {folder}",
    "many_scenarios": "el estudio ya tiene {most} escenarios, y no se agregan más · una lista así no la lee nadie · aparte los que no hagan falta de la carpeta scenarios",
    "gone": "esa versión de «{id}» ya no está · alguien la apartó o le cambió el nombre · elija otra de la lista",
    "title": "Versiones anteriores ({count})",
    "what": "Lo que decía «{scenario}» antes de cada reemplazo, de la más reciente a la más antigua. Restaurar una guarda antes la de ahora, así que también se deshace.",
    "which": "Versión",
    "which_help": "Hasta cuándo valió, en la hora universal (UTC).",
    "until": "hasta el {when} UTC",
    "restore": "Restaurar",
    "restore_help": "El escenario vuelve a decir lo que decía esta versión; la de ahora queda entre las anteriores.",
    "restored": "«{scenario}» volvió a la versión que valió {when}.",
    "download": "Descargar esta versión (YAML)",
    "download_help": "Para compararla o guardarla en otra parte.",
    "unverified": "El nombre es el que alguien escribió al guardar: nadie comprobó quién era.",
}
