"""Textos de los archivos con el contorno de las provincias."""

MESSAGES = {
    "too_large": "el archivo pesa {size} MB y se admiten {limit} · el mapa no necesita tanto detalle · simplifique las formas (por ejemplo en mapshaper o QGIS) y guárdelo de nuevo",
    "not_json": "no es un archivo JSON que se pueda leer · las formas van en GeoJSON, que es texto · expórtelo de nuevo como GeoJSON, en UTF-8",
    "no_collection": "no es una «FeatureCollection» de GeoJSON · las provincias se leen de su lista «features» · expórtelo de nuevo como GeoJSON (no como TopoJSON ni una sola geometría)",
    "too_many": "trae {features} formas y se admiten {limit} · bastan las de las provincias · deje solo las del estudio",
    "no_ubigeo": "ninguna propiedad trae el UBIGEO de una provincia del estudio (hay: {properties}) · así se une cada forma a su provincia · agregue una propiedad «UBIGEO» con las cuatro cifras del INEI, por ejemplo 0301",
    "no_polygon": "la forma de {province} ({code}) no es un polígono · solo un polígono se puede colorear · deje en el archivo objetos Polygon o MultiPolygon",
    "no_positions": "la forma de {province} ({code}) está vacía o tiene coordenadas que no son números · no se puede dibujar · expórtela de nuevo, con pares de longitud y latitud",
    "out_of_range": "la forma de {province} ({code}) tiene coordenadas fuera de la Tierra · parecen metros (UTM) y no grados · expórtela en WGS 84 (EPSG:4326)",
    "far_from_capital": "la forma de {province} ({code}) queda lejos de su capital · quizá la latitud va antes que la longitud, o el código es de RENIEC y no del INEI · corrija el orden o el código",
    "too_detailed": "las formas suman {positions} puntos y se admiten {limit} · un mapa tan detallado haría lenta la página · simplifique las formas y súbalo de nuevo",
}
