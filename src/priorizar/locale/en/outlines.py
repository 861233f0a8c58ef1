"""Texts of files with the outlines of provinces."""

MESSAGES = {
    "too_large": "the file has {size} MB and {limit} are allowed · the map does not need as much detail · simplify the shapes (in mapshaper or QGIS, for instance) and save it again",
    "not_json": "this is no JSON file that can be read · shapes come in GeoJSON, which is text · export it again as GeoJSON, in UTF-8",
    "no_collection": "this is no GeoJSON “FeatureCollection” · provinces are read from its list “features” · export it again as GeoJSON (not as TopoJSON nor as a single geometry)",
    "too_many": "it has {features} shapes and {limit} are allowed · those of the provinces are enough · leave only those of the study",
    "no_ubigeo": "no property holds the UBIGEO code of a province of the study (there are: {properties}) · that is how each shape is joined to its province · add a property “UBIGEO” with INEI’s four digits, for instance 0301",
    "no_polygon": "the shape of {province} ({code}) is no polygon · only a polygon can be coloured · leave Polygon or MultiPolygon objects in the file",
    "no_positions": "the shape of {province} ({code}) is empty or has coordinates that are no numbers · it cannot be drawn · export it again, with pairs of longitude and latitude",
    "out_of_range": "the shape of {province} ({code}) has coordinates that are nowhere on Earth · they look like metres (UTM) and not degrees · export it in WGS 84 (EPSG:4326)",
    "far_from_capital": "the shape of {province} ({code}) lies far from its capital · perhaps latitude comes before longitude, or the code is RENIEC’s and not INEI’s · mend the order or the code",
    "too_detailed": "the shapes have {positions} points and {limit} are allowed · a map with so much detail would make the page slow · simplify the shapes and upload it again",
}
