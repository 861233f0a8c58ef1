"""Textos sobre la clasificación."""

MESSAGES = {
    "leave_out_needs_rowwise": "El escenario deja fuera de la cuenta lo que no se sabe («unknown: leave_out») y así no se puede usar el método {method} · ese método compara las cadenas entre sí, y cada una tendría otros pesos · elija el método del propio escenario, topsis con «reference: scale», o additive",
    "nothing_known": "no hay evidencia sobre ningún criterio que pese · con «unknown: leave_out» no queda nada que clasificar · dé peso a criterios con evidencia o agregue evidencia",
    "nothing_left": "el escenario {scenario} no deja ninguna alternativa · include y exclude se contradicen o no hay cadenas allí · amplíe la selección",
    "unknown_grouping": "no se puede agrupar por «{by}» · las agrupaciones son unas pocas · {guess}",
    "compare_two": "comparar necesita al menos dos escenarios · con uno no hay nada al lado · nombre dos o más, por ejemplo: priorizar compare base exportador",
    "nothing_shared": "los escenarios no tienen ninguna alternativa en común · no hay qué comparar · revise sus include y exclude",
    "not_a_method": "{given} no es un método · un método se llama por su nombre, con su variante al lado · escriba 'topsis', o {{'name': 'topsis', 'reference': 'observed'}}.",
}
