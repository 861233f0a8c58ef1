"""Lo que dice la parte de robustez, en español."""

MESSAGES = {
    "weights_any": "cualesquiera, todos por igual de probables",
    "weights_any_illustrative": "cualesquiera, porque los del escenario son ilustrativos: nadie los ha declarado",
    "weights_any_equal": "cualesquiera, porque nadie ha dicho que un criterio pese más que otro",
    "weights_stated": "los que deja abiertos lo declarado en el escenario",
    "weights_people": "los de las personas del grupo",
    "weights_fixed": "los del escenario, sin moverse",
    "weights_order": "los que guardan el orden de importancia del escenario",
    "weights_within": "cada uno a {points} puntos o menos del suyo en el escenario",
    "weights_dirichlet": "alrededor de los del escenario, más probables cuanto más cerca (concentración {size})",
    "weights_own": "los de una región dada en Python",
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
    "weights_shape": (
        "Se dieron pesos de forma {shape} donde se necesita {expected} · "
        "no se puede saber de quién es cada peso · "
        "dé un peso por criterio."
    ),
    "weights_invalid": (
        "Estos no son pesos · "
        "cada uno debe ser un número desde 0 y entre todos deben sumar 1 · "
        "corríjalos o divídalos entre su suma."
    ),
    "concentration_not_positive": (
        "La concentración es {concentration} · "
        "dice cuánto se apegan los pesos a su centro y debe ser mayor que 0 · "
        "pruebe con 20; más es más apegado."
    ),
    "deviation_out_of_range": (
        "La desviación es {deviation} · "
        "dice en qué parte de sí mismo puede errar un peso declarado, y debe ser mayor que 0 y no tan ancha que "
        "quepan pesos cualesquiera · "
        "pruebe con 0.25, la cuarta parte."
    ),
    "no_inconsistency": (
        "No hay más razones que las que los pesos necesitan · "
        "solo las que sobran podrían contradecir a otras y mostrar cuánto se yerra · "
        "añada una comparación, o sortee en torno a los pesos con dirichlet:50."
    ),
    "order_circular": (
        "El orden de importancia da vueltas en círculo · "
        "ningún peso puede cumplirlo · "
        "quite una de las comparaciones."
    ),
    "order_unknown_criterion": (
        "El orden de importancia nombra el criterio número {criterion} · "
        "ese criterio no existe · "
        "use los criterios del estudio."
    ),
    "order_too_loose": (
        "El orden de importancia deja abiertos más de {most} órdenes parciales · "
        "no se pueden contar exactamente · "
        "ordene más criterios, o dé el orden junto con un límite para algún peso."
    ),
    "people_spread_unknown": (
        "La dispersión del grupo es «{of}» · "
        "solo existen «member» (los pesos de una persona) y «mean» (la media del grupo) · "
        "elija una de las dos."
    ),
    "region_empty": (
        "Ningún peso cumple todos los límites dados · "
        "se contradicen entre sí · "
        "afloje un límite, un orden o una proporción."
    ),
    "evidence_shape": (
        "Las tablas de valores {value}, mínimos {low} y máximos {high} no concuerdan · "
        "cada celda necesita los tres · "
        "dé tres tablas de alternativas por criterios, ninguna vacía."
    ),
    "evidence_not_finite": (
        "La fila {row}, columna {column} no es un número · "
        "no se puede sortear · "
        "indique un valor y un intervalo, o deje la celda como desconocida."
    ),
    "evidence_interval": (
        "En la fila {row}, columna {column} el valor está fuera de su intervalo · "
        "debe cumplirse mínimo ≤ valor ≤ máximo · "
        "corrija uno de los tres."
    ),
    "evidence_distribution": "La distribución «{shape}» no existe · los intervalos se sortean con una de unas pocas · {guess}",
    "criteria_differ": (
        "La matriz tiene {matrix} criterios y los pesos {weights} · "
        "cada criterio necesita un peso · "
        "use los mismos criterios en ambos."
    ),
    "seed_negative": (
        "La semilla es {seed} · los números al azar parten de un número entero desde 0 · elija otra."
    ),
    "no_draws": (
        "Se pidieron {draws} sorteos · "
        "sin sorteos no hay nada que contar · "
        "pida al menos 1; 10000 es un buen comienzo."
    ),
    "onto_part_of_a_chunk": (
        "El recuento del que se parte tiene {given:,} sorteos, que no son bloques enteros de {chunk:,} · los que faltan del "
        "último bloque no se pueden sacar sueltos · parta de un múltiplo de {chunk:,}, o sortee de nuevo."
    ),
    "score_not_finite": (
        "El método dio en algún sorteo un puntaje que no es un número · "
        "una clasificación con ese puntaje sería falsa · "
        "use un método que tenga puntaje para todo valor que permiten estos intervalos."
    ),
    "precision_out_of_range": (
        "La precisión pedida es {precision} · "
        "es el mayor error permitido en una frecuencia y debe ser mayor que 0 y menor que 0,5 · "
        "pruebe con 0.005."
    ),
    "meta_weights_invalid": (
        "Los pesos de los puestos no sirven · "
        "deben ser {alternatives}, de 1 hacia 0, ninguno mayor que el anterior · "
        "corríjalos o no los indique."
    ),
    "nothing_varies": (
        "Aquí no pueden variar ni los pesos ni ninguna celda · "
        "no hay nada a lo que ser sensible · "
        "deje variar los pesos o dé intervalos a la evidencia."
    ),
    "size_not_power_of_two": (
        "Se pidió un diseño de {size} puntos · "
        "debe ser una potencia de dos para ser equilibrado · "
        "use 512, 1024 o 2048."
    ),
    "reason_uneven": (
        "{criterion} explica el {share:.0%} de lo que le falta a {alternative}: los métodos que miran "
        "el peor criterio la retrasan más que los que suman."
    ),
    "reason_reference": (
        "En {criterion} las alternativas se diferencian poco: los métodos que solo comparan lo "
        "presente agrandan esa diferencia {times:.1f} veces y mueven {alternative} {places:+.1f} puestos (+ sube)."
    ),
    "reason_close": (
        "{alternative} está casi igual que {other} (y {count} {count:alternativa está|alternativas están} a menos de 0.02 de "
        "ella): deciden pequeñas diferencias entre los métodos."
    ),
    "no_dask": "falta dask.distributed para calcular en un clúster · no viene con la instalación básica · instálelo con: {install}",
    "no_scheduler": "nadie responde en {address} ({said}) · ahí debería estar el planificador de dask · revise la dirección, o calcule sin --scheduler",
    "region_name": "«{written}» no es una región de pesos · se admite stated, any, fixed, order, within:0.1 (entre 0 y 1), dirichlet:50 (mayor que 0) o people · elija una",
    "no_people": "los pesos del escenario {scenario} no vienen de un grupo de personas · no hay de quién sortear · use otra región, o un escenario con «procedure: group»",
    "nothing_known_has_weight": "algún sorteo deja sin peso todo lo que se sabe de una cadena · con «unknown: leave_out» no quedaría nada que puntuar · use una región que no deje pesos en cero",
    "vary_unknown": "no se puede variar «{vary}» · varían los pesos, la evidencia o ambos · {guess}",
    "no_table": "no hay una tabla «{what}» · de eso no hay resultados · {guess}",
    "chain_not_there": "la cadena «{chain}» no se clasifica en {province} en este escenario · no hay qué comparar · elija una de las cadenas de esa provincia",
    "no_method_answers": "ningún método tiene respuesta para estos datos · no hay qué poner lado a lado · revise los pesos y la selección",
    "reversal_leave_out": "con «unknown: leave_out» cada cadena se puntúa sola, con sus propios pesos · no hay lista que se invierta · use un escenario con unknown: midpoint",
    "nothing_there": "en {province} no se clasifica nada en el escenario {scenario} · el escenario la deja fuera, o no se sabe nada de sus cadenas · elija otra provincia u otro escenario",
    "first_leave_out": "con «unknown: leave_out» cada cadena se puntúa con sus propios pesos · no hay pesos comunes con los que una vaya por delante de otra · use un escenario con unknown: midpoint",
    "cluster_lost": "el clúster de {address} no pudo terminar ({said}) · se perdieron sus trabajadores o les falta priorizar · instale en todos la misma versión, o calcule sin --scheduler",
}
