"""Lo que dice la parte de pesos, en español."""

MESSAGES = {
    "unknown_name": "«{name}» no está entre lo que se pondera aquí · un juicio nombra todos los criterios o todos los grupos · {guess}",
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
        "Los puntos suman {told} y no {total_told} · se usan en proporción · revise si olvidó o contó dos veces alguno."
    ),
    "swing_top": (
        "El valor más alto es {told} y no 100 · en este procedimiento la mejora más deseada vale 100 y las demás "
        "se comparan con ella · se usan en proporción; revise si se entendió la pregunta."
    ),
    "smart_bottom": (
        "El valor más bajo es {told} y no 10 · en este procedimiento el criterio menos importante vale 10 y los "
        "demás se comparan con él · se usan en proporción; revise si se entendió la pregunta."
    ),
    "ratio_not_positive": (
        "La comparación de «{a}» con «{b}» dice {ratio} · debe ser cuántas veces importa más, un número mayor que "
        "cero · use 3 si «{a}» importa el triple, 1/3 si importa la tercera parte."
    ),
    "ratio_beyond": (
        "La comparación de «{a}» con «{b}» dice {ratio:g} · una comparación va de uno en {most:,.0f} a {most:,.0f}; más allá "
        "es un error de tecleo o de unidad · corríjala; un criterio que no cuenta tiene peso 0."
    ),
    "not_reciprocal": (
        "Las comparaciones no son recíprocas · la fila i, columna j dice cuántas veces importa i lo que j, y al revés es "
        "uno entre eso, con unos en la diagonal · dé ambas, o NaN donde no se dijo nada."
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
    "named_twice": "«{name}» aparece dos veces · solo puede ocupar un lugar · deje una.",
    "best_is_worst": (
        "«{name}» figura como el mejor y como el peor · no puede ser los dos · elija otro para uno de los "
        "dos."
    ),
    "below_one": (
        "La respuesta para «{name}» es {ratio} · el mejor importa al menos tanto como cada uno, y cada uno al"
        " menos tanto como el peor · use 1 o más."
    ),
    "not_one_with_itself": (
        "«{name}» comparado consigo mismo es {ratio} · siempre es 1 · ponga 1 o quite la respuesta."
    ),
    "best_worst_differ": (
        "«{best}» frente a «{worst}» tiene dos respuestas: {first_told} y {second_told} · es la misma pregunta · "
        "deje una sola."
    ),
    "beyond_best_worst": (
        "«{best}» importa {span:g} veces «{worst}», y sin embargo hay respuestas mayores: {names} · entonces "
        "no son el mejor y el peor · suba esa respuesta, baje las otras o elija otro mejor o peor."
    ),
    "percent_range": (
        "«{item}» entre {low_told} y {high_told} % · los extremos van de 0 a 100 y el menor primero · corrija los "
        "porcentajes."
    ),
    "region_empty": (
        "No hay pesos que cumplan a la vez: {statements} · se contradicen; si se quita cualquiera, las demás "
        "sí caben juntas · cambie o quite una."
    ),
    "no_matrix": (
        "Los pesos objetivos salen de los datos y aquí no hay ninguno · sin alternativas no hay diferencias "
        "que medir · úselos en un escenario con datos."
    ),
    "objective_rows": (
        "El procedimiento {scheme} necesita al menos dos alternativas y hay {rows} · mide en qué se "
        "diferencian · incluya más alternativas."
    ),
    "objective_not_finite": (
        "{scheme}: hay celdas sin número en {criteria} · no se puede medir cuánto varían · complete los datos"
        " o use otro procedimiento."
    ),
    "objective_constant": (
        "{scheme}: {criteria} tiene el mismo valor en todas las alternativas · no distingue nada, y algunos "
        "procedimientos le darían todo el peso · quítelo, complete su evidencia o pondere con lo que dice la "
        "gente."
    ),
    "objective_negative": (
        "{scheme}: {criteria} tiene valores negativos · las proporciones del total no tienen sentido con "
        "ellos · use critic o standard_deviation."
    ),
    "objective_not_positive": (
        "{scheme}: {criteria} tiene ceros o valores negativos · el procedimiento divide entre los valores o "
        "toma su logaritmo · use critic o standard_deviation."
    ),
    "all_correlated": (
        "critic: todos los criterios ordenan igual las alternativas · no hay contraste entre ellos y el peso "
        "queda sin definir · use standard_deviation."
    ),
    "objective_no_answer": (
        "{scheme} no da pesos con estos datos · su fórmula divide entre cero o sale negativa · use critic o "
        "standard_deviation."
    ),
    "blend_share": ("La parte subjetiva es {share} · es una proporción · use un número de 0 a 1."),
    "group_unread": (
        "El archivo de juicios {file} no se ha leído · sin él no hay pesos del grupo · abra el estudio desde "
        "su carpeta."
    ),
    "nothing_to_check": (
        "Hay {compared} {compared:comparación, la justa|comparaciones, las justas} · ninguna repite a otra, así que no se puede saber si son "
        "coherentes · agregue una o dos más si quiere comprobarlo."
    ),
    "inconsistent": (
        "Las comparaciones entre {items} no encajan: razón de consistencia {told}, más de 0.10 · el peso "
        "que sale promedia contradicciones · revise primero lo que sigue."
    ),
    "repair": (
        "Revise «{a}» frente a «{b}»: se dijo {said}; con las demás encaja {suggested} · la razón bajaría de "
        "{before_told} a {told}."
    ),
    "repair_cycle": (
        "Revise «{a}» frente a «{b}»: se dijo {said}; con las demás encaja {suggested} · por «{c}» sale otra "
        "cosa: «{a}» es {first} × «{c}» y «{c}» es {second} × «{b}», o sea {implied} · la razón bajaría de "
        "{before_told} a {told}."
    ),
    "repair_circular": (
        "Revise «{a}» frente a «{b}»: se dijo {said}; con las demás encaja {suggested} · hay un círculo: "
        "«{a}» sobre «{b}», «{b}» sobre «{c}» y «{c}» sobre «{a}» («{a}» es {first} × «{c}» y «{c}» es "
        "{second} × «{b}», o sea {implied}) · la razón bajaría de {before_told} a {told}."
    ),
    "best_worst_inconsistent": (
        "Las respuestas no encajan: {ratio}, y el límite es {threshold} · la que menos encaja es "
        "«{name}» · revise cuánto importa frente al mejor y frente al peor."
    ),
    "objective_unknown": (
        "{unknown} de {cells} celdas no {unknown:tiene|tienen} evidencia · {unknown:cuenta|cuentan} con el valor medio de su escala, lo que "
        "baja el peso de esos criterios · complete la evidencia antes de fiarse de estos pesos."
    ),
    "nobody": ("No hay ninguna persona · sin juicios no hay pesos del grupo · agregue al menos una."),
    "geometric_zero": (
        "Alguien dio cero a: {criteria} · con la media geométrica esa sola respuesta anularía el criterio "
        "para todos · use arithmetic, median o trimmed."
    ),
    "nothing_left": (
        "Con {how} todos los pesos quedan en cero · cada persona puso su peso en otro criterio · use "
        "arithmetic."
    ),
    "one_person": (
        "Hay {people} {people:persona|personas} y el acuerdo se mide entre dos o más · no hay con quién comparar · agregue más "
        "personas."
    ),
    "rounds_apart": (
        "Solo {people} {people:persona está|personas están} en las dos rondas · no se puede saber quién cambió · use los mismos "
        "códigos en ambas."
    ),
    "priorities_unusable": (
        "Hay prioridades negativas, sin número o todas cero en un criterio · no se pueden repartir · complete"
        " las comparaciones de ese criterio."
    ),
    "not_compared": (
        "Faltan las comparaciones de alternativas según: {criteria} · esos criterios pesan y no se sabe qué "
        "alternativa es mejor en ellos · compárelas o ponga el peso en 0."
    ),
    "helice_near": "«{name}» se parece a la hélice «{near}» y no lo es · contaría como otra hélice más · escriba {near}, u otro nombre que no se confunda",
    "aij_needs_ahp": "Juntar los juicios uno a uno (aij) necesita que todos comparen de a dos, y estas personas respondieron de otra manera: {codes} · no hay comparaciones que promediar · use arithmetic, geometric, median o trimmed.",
    "aij_mixed": "En «{node}» unos compararon los grupos ({by_group}) y otros todos los criterios a la vez ({at_once}) · sus comparaciones no son sobre lo mismo · use arithmetic, o separe a unos de otros.",
    "people_inconsistent": "Las comparaciones de {codes} no encajan (razón de consistencia entre paréntesis; se pide 0.10 o menos) · cuentan como las demás · pregúnteles otra vez; «--explain» dice qué revisar.",
    "group_of_nobody": "El juicio de grupo no dice de quiénes · sin personas no hay pesos · escriba «file» (una tabla con una fila por persona) o «people».",
    "person_twice": "{code} aparece dos veces en la ronda {round} · contaría dos veces · deje una, o ponga la ronda que corresponde.",
    "no_group": "Los pesos de «{scenario}» no son de un grupo · el acuerdo se mide entre varias personas · elija un escenario con «procedure: group».",
    "compared_and_supposed": "El criterio «{criterion}» está en chain_comparisons y también en what_if · no se sabría cuál vale · deje uno de los dos.",
    "not_a_whole": "Estos pesos no forman un todo: suman {given:.6g} y deben sumar 1, sin negativos · mover uno no diría cuánto ceden los demás · divídalos antes entre su suma.",
    "share_locked": "Ese peso tiene candado · con candado no se mueve · quítele el candado, o mueva otro.",
    "share_not_a_number": "Se pidió mover un peso a {to} · no es un número · use uno de 0 a 1.",
    "share_position": "Se nombró un peso que no está · las posiciones van de 0 a {last} · use una de ellas.",
    "not_a_statement": "«{given}» no es un juicio · dice con qué procedimiento se dijeron los pesos, y qué · escriba {{'procedure': 'points', 'values': {{'a': 60, 'b': 40}}}}.",
    "not_a_tree": "{given} no es un árbol de valor · lo que se pondera son criterios, en grupos o no · dé un conjunto de criterios de un estudio, o la lista de sus nombres.",
    "not_weights": "{given} no son pesos · hay un número por criterio · dé lo que da weigh(…), o {{'a': 60, 'b': 40}}.",
    "not_comparisons": "{given} no son comparaciones · cada una dice que algo importa tantas veces lo que otra cosa · dé [('a', 'b', 3), …].",
    "not_a_matrix": "{given} no es una matriz de decisión · los pesos objetivos salen de valores, direcciones y lo que se sabe · dé ranking.matrix, o déjela.",
}
