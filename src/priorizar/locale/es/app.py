"""Textos de la aplicación que valen para todas sus páginas."""

MESSAGES = {
    "language": "Idioma",
    "province": "Provincia",
    "province_help": "Escriba para buscar. También puede elegirla con un clic en el mapa de la página Territorio.",
    "scenario": "Escenario",
    "scenario_help": "Un escenario dice cuánto pesa cada criterio y con qué método se ordena.",
    "method": "Método",
    "method_help": "La cuenta con que los pesos y la evidencia se vuelven un orden. «Del escenario» es la que el escenario nombra.",
    "own_method": "Del escenario ({method})",
    "projector": "Modo proyector",
    "projector_help": "Letras grandes y pocas cosas, para leer desde el fondo de la sala.",
    "page_ranking": "Clasificación",
    "page_scenarios": "Escenarios",
    "page_robustness": "Robustez",
    "page_evidence": "Evidencia",
    "page_territory": "Territorio",
    "page_bottlenecks": "Cuellos de botella",
    "page_downloads": "Descargas",
    "refused": "Hay escenarios que no se pueden usar: {names} · «priorizar check» dice por qué",
    "defect": "Esta parte de la página falló por un defecto del programa, no por algo que usted hizo. Lo demás sigue funcionando; el detalle quedó en el registro del servidor.",
    "cannot_open": "El estudio no se puede abrir",
}
