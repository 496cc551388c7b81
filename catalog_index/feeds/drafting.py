"""A first draft of a column mapping from a table's column names, for the merchant to correct."""

from __future__ import annotations

import re

from catalog_index.feeds.entry import FeedError
from catalog_index.feeds.mapping import NEEDED
from catalog_index.feeds.table import Table, normal_name

# Field -> names that columns have for it, best first, in English, German, French, Spanish, Italian and Dutch.
_NAMES: dict[str, str] = {
    "id": "id|sku|artikel_nr|article_number|item_number|product_id|product_code|item_code|stock_code|"
    "article|item|artikelnummer|artikelnr|art_nr|artnr|"
    "reference|référence|referencia|codice|artikel|code|handle|ean|gtin",
    "title": "title|name|product_name|product|bezeichnung|artikelbezeichnung|produktname|titel|titre|nom|nombre|"
    "título|titolo|nome|naam|label",
    "description": "description|long_description|body|text|details|beschreibung|langtext|description_longue|"
    "descripción|descrizione|omschrijving|short_description|kurztext",
    "price": "price|regular_price|retail_price|unit_price|price_gross|preis|vk_brutto|bruttopreis|verkaufspreis|vk|"
    "prix|prix_ttc|precio|prezzo|prijs",
    "sale_price": "sale_price|special_price|discount_price|angebotspreis|aktionspreis|prix_promo|precio_oferta",
    "link": "link|url|product_url|deeplink|page|produktlink|lien|enlace|permalink",
    "image_link": "image_link|image|image_url|picture|photo|bild|bild_url|bildlink|imagen|immagine|afbeelding",
    "stock": "stock|quantity|qty|inventory|bestand|lagerbestand|menge|voorraad|giacenza|cantidad",
    "availability": "availability|in_stock|available|verfügbarkeit|lieferbar|disponibilité|disponibilidad",
    "brand": "brand|vendor|manufacturer|marke|hersteller|marque|marca|merk",
    "product_type": "product_type|category|categories|kategorie|warengruppe|catégorie|categoría|categoria|categorie",
    "color": "color|colour|farbe|couleur|colore|kleur",
    "material": "material|matière|materiale|materiaal",
    "gtin": "gtin|ean|barcode|upc|isbn",
}


def known_columns() -> set[str]:
    """All names that are known for some field."""
    return {name for names in _NAMES.values() for name in names.split("|")}


def draft_mapping(table: Table) -> dict[str, object]:
    """The JSON form of a mapping for a table, as far as its column names tell; `missing` fields are left as "".

    Raises:
        FeedError: not one column is known.
    """
    by_name = {_plain(column): column for column in reversed(table.header) if column.strip()}
    columns: dict[str, str] = {}
    for field, names in _NAMES.items():
        found = next((by_name[name] for name in names.split("|") if name in by_name), None)
        if found and (found not in columns.values() or field == "gtin"):
            columns[field] = found.strip()
    if not columns:
        shown = ", ".join(column.strip()[:40] for column in table.header[:12])
        raise FeedError(f"None of the columns is known: {shown}.")
    draft: dict[str, object] = {
        "columns": {**columns, **{name: "" for name in NEEDED if name not in columns and name != "link"}}
    }
    if "link" not in columns:
        draft["templates"] = {"link": f"https://shop.example.com/products/{{{columns.get('id', 'id')}}}"}
    return draft


def _plain(column: str) -> str:
    return re.sub(r"[._\-/\s]+", "_", re.sub(r"[\[(].*?[\])]|[:*#]", " ", normal_name(column)).strip()).strip("_")
