"""Lo que se dice de números que no encajan, en español."""

MESSAGES = {
    "not_numbers": (
        "{what} es {given}, que no son números · con letras o listas de distinto largo no se puede calcular · "
        "dé números."
    ),
    "shape": (
        "{what} tiene forma {shape} y se necesita {needed} · no se sabe qué número es de quién · dé uno por cada "
        "uno."
    ),
    "not_finite": (
        "{what} contiene NaN o infinito · lo que no se sabe no es cero ni el promedio · complételo o déjelo fuera."
    ),
    "range": (
        "{what} contiene {value} · aquí solo dicen algo los números de {low} a {high} · corríjalo, o su unidad."
    ),
    "not_whole": ("{what} es {given} · cuenta algo: un número entero de {low} a {high} · dé uno, como 1000."),
    "not_allowed": "{what} es {given} · es uno de: {allowed} · elija uno.",
}
