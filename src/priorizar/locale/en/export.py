"""Texts of what leaves the program: workbooks, tables, maps, and of what comes back in."""

MESSAGES = {
    "geometry": "GeoJSON with the outlines of the provinces, joined by UBIGEO; without it the capitals go in as points.",
    "too_many_rows": "there are {rows} rows and a sheet holds {limit} · the rest would be lost · choose csv or parquet, or fewer provinces",
    "no_pyarrow": 'pyarrow is missing, and Parquet is written and read with it · it comes with an extra · install it: pip install "priorizar[report]"',
    "no_coordinates": "there are no coordinates of {provinces} · there is no telling where they go on the map · fill in latitude and longitude in data/territory.csv, or give a GeoJSON with --geometry",
    "no_outline": "{file} does not bring the geometry of {provinces} · they would be missing from the map without anybody noticing · complete the file, or choose provinces with --province",
    "not_geojson": "it is no GeoJSON with “features” · the outlines come from there · export it again as GeoJSON in WGS 84 coordinates",
    "no_ubigeo": "none of its properties brings a UBIGEO code of a province of the study · that is how outlines and results are joined · add a column with INEI's four digits, for example 0301",
}
