"""Lo que dice la parte de robustez, en español."""

MESSAGES = {
    "ranking_empty": "La clasificación no tiene alternativas · no hay nada que comparar · dé al menos una.",
    "ranking_not_finite": (
        "Un puesto de la clasificación no es un número · no se pueden comparar clasificaciones con huecos · "
        "quite esa alternativa de las dos clasificaciones o complete sus datos."
    ),
    "rankings_differ_in_length": (
        "Una clasificación tiene {first} alternativas y la otra {second} · deben contener las mismas · "
        "deje solo las alternativas que están en las dos."
    ),
    "first_k_out_of_range": (
        "Se pidieron los {k} primeros entre {alternatives} alternativas · no existen tantos puestos · "
        "pida un número de 1 a {alternatives}."
    ),
}
