"""Textos de lo que sale del programa: libros, tablas, mapas, y lo que vuelve a entrar."""

MESSAGES = {
    "geometry": "GeoJSON con el contorno de las provincias, que se unen por UBIGEO; sin él van como puntos las capitales.",
    "too_many_rows": "son {rows} filas y una hoja de cálculo admite {limit} · el resto se perdería · elija csv o parquet, o menos provincias",
    "no_pyarrow": 'para escribir o leer Parquet falta pyarrow · viene con un extra · instálelo: pip install "priorizar[report]"',
    "no_coordinates": "no hay coordenadas de {provinces} · no se sabe dónde ponerlas en el mapa · complete latitude y longitude en data/territory.csv, o dé un GeoJSON con --geometry",
    "no_outline": "{file} no trae la geometría de {provinces} · quedarían fuera del mapa sin que se note · complete el archivo, o elija provincias con --province",
    "not_geojson": "no es un GeoJSON con «features» · de ahí salen los contornos · expórtelo de nuevo como GeoJSON en coordenadas WGS 84",
    "no_ubigeo": "ninguna de sus propiedades trae un UBIGEO de provincia del estudio · así se unen contornos y resultados · agregue una columna con las cuatro cifras del INEI, por ejemplo 0301",
}
