"""Lo que dicen los métodos, en español."""

MESSAGES = {
    "not_numbers": (
        "La matriz, los pesos o las direcciones no son tablas de números · no se puede calcular con textos o "
        "filas de distinto largo · revise las celdas."
    ),
    "shapes": (
        "Las tablas no encajan: la matriz tiene forma {matrix}, los pesos {weights}, las direcciones {directions} · "
        "hacen falta al menos una alternativa y un criterio, y un peso y una dirección por criterio · "
        "revise que no falten ni sobren criterios."
    ),
    "cell_not_finite": (
        "El criterio {column} tiene celdas que no son números finitos (filas {rows}) · un hueco no es cero ni el "
        "promedio · complete el dato o deje fuera la alternativa."
    ),
    "outside_scale": (
        "El criterio {column} tiene valores fuera de su escala (filas {rows}) · los extremos de la escala son la "
        "referencia con que se mide · corrija el valor o amplíe la escala del criterio."
    ),
    "bounds_shape": (
        "Los límites de las escalas tienen forma {shape} · se necesita un mínimo y un máximo por cada uno de los "
        "{criteria} criterios · indique ({criteria}, 2)."
    ),
    "scale_without_width": (
        "La escala del criterio {column} va de {low} a {high} · sin un mínimo menor que el máximo, ambos finitos, "
        "no hay con qué comparar · corrija los extremos."
    ),
    "weights_not_finite": (
        "Hay pesos que no son números finitos (criterios {columns}) · no se puede repartir la importancia · "
        "escriba un número en cada uno."
    ),
    "weights_negative": (
        "Hay pesos negativos (criterios {columns}) · un peso dice cuánto importa un criterio, no si conviene más o "
        "menos · ponga cero para apagarlo o cambie su dirección."
    ),
    "weights_all_zero": (
        "Todos los pesos son cero · ningún criterio cuenta y no hay nada que ordenar · dé peso al menos a uno."
    ),
    "weights_sum": (
        "Los pesos suman {total} y no 1 · los puntajes no serían comparables · divida cada peso entre la suma."
    ),
    "direction": (
        "La dirección del criterio {column} es {value} · solo hay dos: 1 si más es mejor, -1 si menos es mejor · "
        "elija una."
    ),
    "negative_for_normalization": (
        "El criterio {column} tiene valores negativos (filas {rows}) · la normalización «{normalization}» daría la "
        "vuelta al orden · use «vector» o «minmax», o la referencia «scale»."
    ),
    "scores_shape": "Se dio un solo número en vez de una lista de puntajes · no hay qué ordenar · dé la lista.",
    "scores_not_numbers": (
        "Hay puntajes que no son números · no se pueden ordenar · revise los datos de esas alternativas."
    ),
    "preferences_shape": (
        "Los umbrales {name} tienen forma {shape} · hace falta uno por cada uno de los {criteria} criterios · "
        "complete la lista."
    ),
    "preferences_count": (
        "Hay funciones de preferencia para {given} criterios y la matriz tiene {criteria} · cada criterio necesita "
        "la suya · complete la lista."
    ),
    "preference_function": (
        "El criterio {column} pide la función de preferencia «{function}», que no existe · no se sabe cuándo una "
        "diferencia importa · use una de: {allowed}."
    ),
    "threshold": (
        "El umbral {name} del criterio {column} falta o no es un número de cero en adelante · la función "
        "«{function}» lo necesita · indíquelo en la unidad del criterio."
    ),
    "threshold_zero": (
        "El umbral s del criterio {column} es cero · la función «{function}» necesita un ancho mayor que cero · "
        "indíquelo, o use «usual»."
    ),
    "thresholds_order": (
        "En el criterio {column} el umbral de indiferencia q ({q}) es mayor que el de preferencia p ({p}) · una "
        "diferencia no puede ser indiferente y preferida a la vez · haga q menor o igual que p."
    ),
    "unknown_method": "No hay un método «{name}» · los que hay son: {known} · elija uno.",
    "unknown_method_guess": (
        "No hay un método «{name}»; ¿quiso decir «{guess}»? · los que hay son: {known} · elija uno."
    ),
    "unknown_option": (
        "El método {method} no tiene la opción «{name}» · no cambiaría nada y haría creer que sí · "
        "quítela; las que hay son: {known}."
    ),
    "unknown_option_guess": (
        "El método {method} no tiene la opción «{name}»; ¿quiso decir «{guess}»? · no cambiaría nada y haría creer "
        "que sí · las que hay son: {known}."
    ),
    "option_value": (
        "La opción «{option}» no admite «{value}» · no se sabe qué variante calcular · use una de: {allowed}."
    ),
    "option_value_guess": (
        "La opción «{option}» no admite «{value}»; ¿quiso decir «{guess}»? · no se sabe qué variante calcular · "
        "use una de: {allowed}."
    ),
    "option_range": (
        "La opción «{option}» vale «{value}» · tiene que ser un número entre {low} y {high} · corríjala."
    ),
    "option_without_effect": (
        "La opción «{option}» solo cuenta con {other}: {needed} · así como está no cambiaría nada y haría creer que "
        "sí · quítela o ponga {other}: {needed}."
    ),
    "needs_positive": (
        "El criterio {column} tiene ceros o valores negativos (filas {rows}) · el método {method} divide entre "
        "ellos o los multiplica y no da un resultado válido · use topsis o additive, o una escala que empiece por "
        "encima de cero."
    ),
    "needs_not_negative": (
        "El criterio {column} tiene valores negativos (filas {rows}) · el método {method} divide entre el promedio "
        "y daría la vuelta al orden · use topsis o additive, o una escala sin negativos."
    ),
    "needs_cost": (
        "En ningún criterio menos es mejor · el método {method} resta los criterios de costo y exige al menos uno · "
        "use topsis, additive o vikor."
    ),
    "needs_bounds": (
        "El método {method} mide contra los extremos de las escalas y no se le dieron · indique el mínimo y el "
        "máximo de cada criterio."
    ),
    "comet_too_large": (
        "Hay {criteria} criterios · comet compara 3 elevado a ese número de casos y con más de {largest} no termina "
        "en un tiempo razonable · use topsis o additive, o agrupe criterios."
    ),
    "pymcdm_refused": (
        "El método {method} no acepta estos datos (pymcdm dice: {reason}) · no hay puntaje que dar · use topsis o "
        "additive."
    ),
    "no_answer": (
        "El método {method} no da un número con estas {alternatives} alternativas · suele pasar con una sola "
        "alternativa, con alternativas iguales entre sí o con una que es la peor en todo, porque divide entre la "
        "diferencia · use topsis o additive."
    ),
    "not_offered_aroman": (
        "El método aroman no se ofrece · tal como lo calcula pymcdm 1.4, un costo mayor sube el puntaje · "
        "use topsis, additive o marcos."
    ),
    "not_offered_balanced_spotis": (
        "El método balanced_spotis no se ofrece · pide un punto de solución esperada que nadie ha declarado · "
        "use spotis."
    ),
    "zero_cost": (
        "El método {method} no sirve con una alternativa que no cuesta nada en ningún criterio de costo · divide entre "
        "ese costo · use topsis o additive."
    ),
    "not_offered_ervd": (
        "El método ervd no se ofrece · pide un punto de referencia por criterio que nadie ha declarado · "
        "use topsis o additive."
    ),
    "not_offered_probid": (
        "El método probid no se ofrece · tal como lo calcula pymcdm 1.4, puede poner una alternativa peor en "
        "todo por delante de la que la supera · "
        "use topsis con reference: observed."
    ),
    "not_offered_promethee_i": (
        "El método promethee_i no se ofrece · da un orden parcial y aquí hace falta un puntaje · use promethee2."
    ),
    "not_offered_sprobid": (
        "El método sprobid no se ofrece · en pymcdm 1.4 es erróneo con menos de cuatro alternativas, y una "
        "provincia puede tener menos · use topsis con reference: observed."
    ),
}
