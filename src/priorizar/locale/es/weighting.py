"""Lo que dice la parte de pesos, en español."""

MESSAGES = {
    "unknown_name": (
        "«{name}» no está entre lo que se pondera aquí · un juicio nombra todos los criterios o todos los grupos: "
        "{known} · use uno de esos nombres."
    ),
    "unknown_name_near": (
        "«{name}» no está entre lo que se pondera aquí ({known}) · se parece a «{near}» · ¿quiso decir «{near}»?"
    ),
    "missing_names": (
        "Falta decir algo de: {missing} · sin eso no se sabe cuánto pesan · agréguelos (con 0 si no cuentan)."
    ),
    "number_negative": (
        "El valor de «{name}» es {value} · un peso no puede ser negativo ni infinito · ponga 0 o más."
    ),
    "all_zero": (
        "Todos los valores son cero ({items}) · no queda nada que pese · dé más de cero al menos a un criterio."
    ),
    "points_not_total": (
        "Los puntos suman {given:g} y no {total:g} · se usan en proporción · revise si olvidó o contó dos veces alguno."
    ),
    "swing_top": (
        "El valor más alto es {top:g} y no 100 · en este procedimiento la mejora más deseada vale 100 y las demás "
        "se comparan con ella · se usan en proporción; revise si se entendió la pregunta."
    ),
    "smart_bottom": (
        "El valor más bajo es {bottom:g} y no 10 · en este procedimiento el criterio menos importante vale 10 y los "
        "demás se comparan con él · se usan en proporción; revise si se entendió la pregunta."
    ),
    "ratio_not_positive": (
        "La comparación de «{a}» con «{b}» dice {ratio} · debe ser cuántas veces importa más, un número mayor que "
        "cero · use 3 si «{a}» importa el triple, 1/3 si importa la tercera parte."
    ),
    "compared_with_itself": "«{a}» está comparado consigo mismo · eso no dice nada · quite esa línea.",
    "contradictory": (
        "«{a}» y «{b}» están comparados dos veces con distinta respuesta: {first:.3g} y {second:.3g} · las dos no "
        "pueden valer · deje una sola (si «{a}» importa 3 veces más que «{b}», lo contrario es 1/3)."
    ),
    "not_connected": (
        "Ninguna comparación une a [{side}] con [{other}] · no se sabe cuánto pesa un lado frente al otro · compare al "
        "menos uno de un lado con uno del otro."
    ),
    "column_mean_incomplete": (
        "Faltan comparaciones y la media de columnas (column_mean) las necesita todas · con huecos no está "
        "definida · complete las comparaciones o use eigenvector o geometric_mean."
    ),
    "random_index_ends": (
        "La tabla {table} llega hasta {last} elementos y aquí hay {n} · no se puede calcular la razón de "
        "consistencia · agrupe los criterios o use random_index: alonso_lamata."
    ),
}
