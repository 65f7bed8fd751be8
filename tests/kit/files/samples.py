"""Files as people and ill-meaning people make them."""

import io
import zipfile

import xlsxwriter
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

DOCX_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def archive(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in members.items():
            writer.writestr(name, content)
    return target.getvalue()


def docx(types=DOCX_TYPES, **more):
    return archive(**{"[Content_Types].xml": types, "word/document.xml": "<w/>", **more})


def odt(**more):
    return archive(
        mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<o/>"}, **more
    )


def xlsx():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet().write_string(0, 0, "Total")
    book.close()
    return target.getvalue()


def pdf(*, javascript=False, compressed=False, password=""):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if javascript:
        action = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject("app.alert(1)"),
            }
        )
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def photo(fmt="JPEG", *, orientation=6):
    """A small photograph that says where it was taken and how it was held."""
    image = Image.new("RGB", (40, 20), (200, 90, 30))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Appareil de Camille"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 43.0, 59.0), 3: "W", 4: (3.0, 27.0, 11.0)})
    target = io.BytesIO()
    image.save(target, fmt, exif=exif, quality=90)
    return target.getvalue()
