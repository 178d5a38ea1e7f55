"""One function for each file format: (source) -> bytes. The same source gives the same bytes."""

import csv
import datetime
import html
import io
import re
import textwrap
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import docx
import openpyxl
import pikepdf
import pptx
from odf import dc, meta as odf_meta
from odf.draw import Frame, Page, TextBox
from odf.opendocument import (OpenDocumentPresentation, OpenDocumentSpreadsheet,
                              OpenDocumentText)
from odf.style import MasterPage, PageLayout, PageLayoutProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import H, List, ListItem, P
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table as PDFTable, TableStyle

from sources import blocks

CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                   "custom-properties")
NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d+(\.\d+)?")


def moment(source, key="date"):
    value = source.meta.get(key) or source.meta.get("date") or "2008-01-01"
    return datetime.datetime.fromisoformat(value + "T09:30:00")


def custom(source):
    """The pairs of "custom: Name=Value; Name=Value"."""
    pairs = [p.split("=", 1) for p in source.meta.get("custom", "").split(";") if "=" in p]
    return [(name.strip(), value.strip()) for name, value in pairs]


def cell(text):
    """Numbers as numbers, so that the sheets are real sheets."""
    if NUMBER.fullmatch(text) and not (text.startswith("0") and text.isdigit()):
        number = float(text.replace(",", ""))
        return int(number) if number.is_integer() and "." not in text else number
    return text


def repack(data, source, extra=()):
    """The zip again with fixed time stamps, fixed modification date and `extra` entries."""
    when = moment(source, "modified")
    stamp = when.timetuple()[:6]
    extra = dict(extra)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [n for n in old.namelist() if n != "docProps/thumbnail.jpeg"]
        for name in names + [n for n in extra if n not in names]:
            content = extra.get(name) if name in extra else old.read(name)
            if isinstance(content, str):
                content = content.encode()
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>"
                                 + when.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            if name == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            info = zipfile.ZipInfo(name, stamp)
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()


def core(properties, source):
    m = source.meta
    properties.title = m.get("title", "")
    properties.author = m.get("author", "")
    properties.subject = m.get("subject", "")
    properties.keywords = m.get("keywords", "")
    properties.category = m.get("category", "")
    properties.comments = m.get("comments", "")
    properties.last_modified_by = m.get("editor", m.get("author", ""))
    properties.created = moment(source)
    properties.modified = moment(source, "modified")


def office_custom(data, source):
    """Adds docProps/custom.xml for the custom properties of the source."""
    pairs = custom(source)
    if not pairs:
        return {}
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" '
        f'name="{html.escape(name)}"><vt:lpwstr>{html.escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(pairs, 2))
    part = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://'
            'schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://'
            f'schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("_rels/.rels").decode()
    types = types.replace("</Types>", f'<Override PartName="/docProps/custom.xml" '
                          f'ContentType="{CUSTOM_TYPE}"/></Types>')
    relations = relations.replace("</Relationships>", f'<Relationship Id="rIdCustom" '
                                  f'Type="{CUSTOM_RELATION}" Target="docProps/custom.xml"/>'
                                  "</Relationships>")
    return {"[Content_Types].xml": types, "_rels/.rels": relations, "docProps/custom.xml": part}


def finish_office(document, source):
    buffer = io.BytesIO()
    document.save(buffer)
    data = buffer.getvalue()
    return repack(data, source, office_custom(data, source))


def write_docx(source):
    document = docx.Document()
    core(document.core_properties, source)
    if source.meta.get("header"):
        document.sections[0].header.paragraphs[0].text = source.meta["header"]
    first = True
    for kind, value in blocks(source.body):
        if kind == "h1":
            document.add_heading(value, 0 if first else 1)
        elif kind == "h2":
            document.add_heading(value, 2)
        elif kind == "li":
            document.add_paragraph(value, style="List Bullet")
        elif kind == "table":
            table = document.add_table(len(value), max(map(len, value)), style="Table Grid")
            for y, row in enumerate(value):
                for x, text in enumerate(row):
                    table.cell(y, x).text = text
        else:
            document.add_paragraph(value)
        first = False
    return finish_office(document, source)


def write_pptx(source):
    show = pptx.Presentation()
    core(show.core_properties, source)
    slide, text = None, None
    for kind, value in blocks(source.body):
        if kind == "h1":
            slide = show.slides.add_slide(show.slide_layouts[0 if slide is None else 1])
            slide.shapes.title.text = value
            text = slide.placeholders[1].text_frame
        elif kind == "table":
            shape = slide.shapes.add_table(len(value), max(map(len, value)),
                                           *(pptx.util.Inches(n) for n in (0.6, 3, 8.8, 2.5)))
            for y, row in enumerate(value):
                for x, content in enumerate(row):
                    shape.table.cell(y, x).text = content
        elif kind == "p" and value.startswith("Note: "):
            slide.notes_slide.notes_text_frame.text = value[6:]
        else:
            paragraph = text.paragraphs[0] if not text.text else text.add_paragraph()
            paragraph.text = value
    return finish_office(show, source)


def write_xlsx(source):
    book = openpyxl.Workbook()
    core_map = book.properties
    m = source.meta
    core_map.title, core_map.subject = m.get("title"), m.get("subject")
    core_map.creator, core_map.keywords = m.get("author", ""), m.get("keywords")
    core_map.category, core_map.description = m.get("category"), m.get("comments")
    core_map.created = moment(source)
    sheet, used = book.active, False
    for kind, value in blocks(source.body):
        if kind == "h2":
            sheet = book.create_sheet(value[:31]) if used else sheet
            sheet.title, used = value[:31], True
        elif kind == "table":
            for row in value:
                sheet.append([cell(text) for text in row])
            used = True
        else:
            sheet.append([value])
            used = True
    sheet.column_dimensions["A"].width = 32
    return finish_office(book, source)


def finish_odf(document, source):
    m = source.meta
    add = document.meta.addElement
    for old in list(document.meta.childNodes):
        document.meta.removeChild(old)
    add(odf_meta.Generator(text="LibreOffice/3.4"))
    for element, key in ((dc.Title, "title"), (dc.Subject, "subject"),
                         (dc.Description, "comments"), (odf_meta.InitialCreator, "author")):
        if m.get(key):
            add(element(text=m[key]))
    for keyword in filter(None, (k.strip() for k in m.get("keywords", "").split(","))):
        add(odf_meta.Keyword(text=keyword))
    add(odf_meta.CreationDate(text=moment(source).isoformat()))
    add(dc.Date(text=moment(source, "modified").isoformat()))
    for name, value in custom(source):
        add(odf_meta.UserDefined(name=name, valuetype="string", text=value))
    buffer = io.BytesIO()
    document.write(buffer)
    return repack(buffer.getvalue(), source)


def odf_table(rows, name):
    table = Table(name=name)
    table.addElement(TableColumn(numbercolumnsrepeated=max(map(len, rows))))
    for row in rows:
        line = TableRow()
        for text in row:
            value = cell(text)
            number = not isinstance(value, str)
            attributes = {"valuetype": "float", "value": value} if number else {
                "valuetype": "string"}
            field = TableCell(**attributes)
            field.addElement(P(text=text))
            line.addElement(field)
        table.addElement(line)
    return table


def write_odt(source):
    document = OpenDocumentText()
    for number, (kind, value) in enumerate(blocks(source.body)):
        if kind in ("h1", "h2"):
            document.text.addElement(H(outlinelevel=int(kind[1]), text=value))
        elif kind == "li":
            item = ListItem()
            item.addElement(P(text=value))
            items = List()
            items.addElement(item)
            document.text.addElement(items)
        elif kind == "table":
            document.text.addElement(odf_table(value, f"Table{number}"))
        else:
            document.text.addElement(P(text=value))
    return finish_odf(document, source)


def write_ods(source):
    document = OpenDocumentSpreadsheet()
    sheets = [["Sheet1", []]]
    for kind, value in blocks(source.body):
        if kind == "h2":
            sheets.append([value, []])
        else:
            sheets[-1][1].extend(value if kind == "table" else [[value]])
    for name, rows in sheets:
        if rows:
            document.spreadsheet.addElement(odf_table(rows, name))
    return finish_odf(document, source)


def write_odp(source):
    document = OpenDocumentPresentation()
    layout = PageLayout(name="Layout")
    layout.addElement(PageLayoutProperties(pagewidth="28cm", pageheight="21cm"))
    document.automaticstyles.addElement(layout)
    document.masterstyles.addElement(MasterPage(name="Master", pagelayoutname=layout))
    box = None
    for number, (kind, value) in enumerate(blocks(source.body)):
        if kind == "h1":
            page = Page(masterpagename="Master", name=f"page{number}")
            document.presentation.addElement(page)
            for y, height in (("1cm", "3cm"), ("5cm", "14cm")):
                frame = Frame(width="25cm", height=height, x="1.5cm", y=y)
                box = TextBox()
                frame.addElement(box)
                page.addElement(frame)
                if y == "1cm":
                    box.addElement(P(text=value))
        else:
            rows = value if kind == "table" else [[value]]
            for row in rows:
                box.addElement(P(text="   ".join(row)))
    return finish_odf(document, source)


def write_pdf(source):
    styles = getSampleStyleSheet()
    story = []
    for kind, value in blocks(source.body):
        if kind == "table":
            rows = [[Paragraph(html.escape(c), styles["BodyText"]) for c in row] for row in value]
            table = PDFTable(rows)
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey)]))
            story += [table, Spacer(1, 8)]
        else:
            style = {"h1": "Title", "h2": "Heading2", "li": "Bullet"}.get(kind, "BodyText")
            story.append(Paragraph(html.escape(value), styles[style],
                                   bulletText="\u2022" if kind == "li" else None))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(story)
    return finish_pdf(buffer.getvalue(), source)


def finish_pdf(data, source):
    m = source.meta
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        for name, key in (("/Title", "title"), ("/Author", "author"), ("/Subject", "subject"),
                          ("/Keywords", "keywords")):
            if m.get(key):
                pdf.docinfo[name] = m[key]
        pdf.docinfo["/Producer"] = "Harbor Output 4.2"
        pdf.docinfo["/CreationDate"] = moment(source).strftime("D:%Y%m%d%H%M%S+01'00'")
        if m.get("xmp"):
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
                xmp["dc:title"] = m.get("title", "")
                xmp["dc:subject"] = [t.strip() for t in m["xmp"].split(",")]
                xmp["xmp:CreateDate"] = moment(source).isoformat()
        if m.get("encrypt"):
            lock = pikepdf.Encryption(owner="hull", user=m["encrypt"], R=3, aes=False,
                                      metadata=False)
            pdf.save(out, encryption=lock, static_id=True)
        else:
            pdf.save(out, deterministic_id=True)
    return out.getvalue()


def write_html(source):
    m = source.meta
    tags = []
    for name in ("author", "keywords", "description"):
        if m.get(name):
            tags.append(f'<meta name="{name}" content="{html.escape(m[name])}">')
    for name, value in custom(source):
        tags.append(f'<meta name="{name}" content="{html.escape(value)}">')
    out, listing = [], False
    for kind, value in blocks(source.body):
        if listing and kind != "li":
            out.append("</ul>")
        if kind == "li" and not listing:
            out.append("<ul>")
        listing = kind == "li"
        if kind == "table":
            rows = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in value)
            out.append("<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            out.append(f"<{kind}>{html.escape(value, quote=False)}</{kind}>")
    if listing:
        out.append("</ul>")
    charset = m.get("charset", "utf-8")
    page = (f'<html lang="{m.get("lang", "en")}">\n<head>\n<meta http-equiv="Content-Type" '
            f'content="text/html; charset={charset}">\n<title>{html.escape(m.get("title", ""))}'
            "</title>\n" + "\n".join(tags) + "\n</head>\n<body>\n" + "\n".join(out)
            + "\n</body>\n</html>\n")
    return page.encode(charset)


def write_md(source):
    lines = [f"{key}: {source.meta[key]}" for key in ("title", "author", "category", "keywords")
             if source.meta.get(key)]
    lines += [f"{name}: {value}" for name, value in custom(source)]
    if source.meta.get("yamltags"):
        lines.append(f"tags: [{source.meta['yamltags']}]")
    if lines and source.meta.get("date"):
        lines.append(f"date: {source.meta['date']}")
    front = "---\n" + "\n".join(lines) + "\n---\n\n" if lines else ""
    return (front + source.body + "\n").encode()


def write_txt(source):
    lines = []
    for line in source.body.split("\n"):
        keep = line.startswith(("|", "#", "-", " ")) or len(line) < 80
        lines.append(line if keep else textwrap.fill(line, 78))
    return ("\n".join(lines) + "\n").encode(source.meta.get("charset", "utf-8"))


def write_csv(source):
    out = io.StringIO()
    rows = [row for kind, value in blocks(source.body) if kind == "table" for row in value]
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def rtf_text(text):
    out = []
    for character in text:
        if character in "\\{}":
            out.append("\\" + character)
        elif ord(character) < 128:
            out.append(character)
        else:
            out.append(f"\\u{ord(character)}?")
    return "".join(out)


def write_rtf(source):
    m, when = source.meta, moment(source)
    info = "".join(f"{{\\{key} {rtf_text(m[name])}}}" for key, name in (
        ("title", "title"), ("subject", "subject"), ("author", "author"),
        ("keywords", "keywords"), ("category", "category")) if m.get(name))
    info += f"{{\\creatim\\yr{when.year}\\mo{when.month}\\dy{when.day}\\hr9\\min30}}"
    properties = "".join(f"{{\\propname {rtf_text(name)}}}\\proptype30{{\\staticval "
                         f"{rtf_text(value)}}}" for name, value in custom(source))
    properties = f"{{\\*\\userprops {properties}}}\n" if properties else ""
    lines = []
    for kind, value in blocks(source.body):
        if kind == "table":
            lines += ["\\pard " + "\\tab ".join(map(rtf_text, row)) + "\\par" for row in value]
        elif kind in ("h1", "h2"):
            size = 36 if kind == "h1" else 28
            lines.append(f"\\pard\\s{kind[1]}\\b\\fs{size} {rtf_text(value)}\\b0\\fs22\\par")
        else:
            lead = "\\bullet\\tab " if kind == "li" else ""
            lines.append(f"\\pard {lead}{rtf_text(value)}\\par")
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\n"
            "{\\stylesheet{\\s1 heading 1;}{\\s2 heading 2;}}\n"
            f"{{\\info{info}}}\n{properties}\\fs22\n" + "\n".join(lines) + "\n}\n").encode("ascii")


def write_eml(source):
    m = source.meta
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = m["from"], m["to"]
    if m.get("cc"):
        message["Cc"] = m["cc"]
    message["Subject"] = m.get("subject", "")
    when = moment(source).replace(tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    message["Date"] = format_datetime(when)
    token = "".join(c for c in source.path if c.isascii() and c.isalnum())[-24:]
    message["Message-ID"] = f"<{when:%Y%m%d}.{token}@harbor.example>"
    if m.get("keywords"):
        message["Keywords"] = m["keywords"]
    message.set_content(source.body + "\n")
    if m.get("attach"):
        name, text = m["attach"].split("=", 1)
        message.add_attachment(text.strip() + "\n", filename=name.strip())
        message.set_boundary("=-harbor-mail-part")
    return message.as_bytes()


def write_epub(source):
    m = source.meta
    chapters, title = [], m.get("title", "")
    for kind, value in blocks(source.body):
        if kind == "h1":
            chapters.append((value, []))
        rows = [" – ".join(row) for row in value] if kind == "table" else [value]
        tag = {"li": "p", "table": "p"}.get(kind, kind)
        chapters[-1][1].extend(f"<{tag}>{html.escape(text, quote=False)}</{tag}>" for text in rows)
    subjects = "".join(f"<dc:subject>{html.escape(k.strip())}</dc:subject>"
                       for k in m.get("keywords", "").split(",") if k.strip())
    kind_tag = f"<dc:type>{html.escape(m['category'])}</dc:type>" if m.get("category") else ""
    manifest = "".join(f'<item id="c{i}" href="c{i}.xhtml" media-type="application/xhtml+xml"/>'
                       for i in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    points = "".join(f'<navPoint id="n{i}" playOrder="{i + 1}"><navLabel><text>'
                     f'{html.escape(name)}</text></navLabel><content src="c{i}.xhtml"/></navPoint>'
                     for i, (name, _) in enumerate(chapters))
    identifier = "urn:harbor:" + re.sub(r"\W+", "-", title.lower())
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis'
        ':names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf"'
        ' media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/content.opf": '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.'
        'idpf.org/2007/opf" version="2.0" unique-identifier="id"><metadata xmlns:dc="http://purl.'
        f'org/dc/elements/1.1/"><dc:title>{html.escape(title)}</dc:title><dc:creator>'
        f'{html.escape(m.get("author", ""))}</dc:creator><dc:language>{m.get("lang", "en")}'
        f'</dc:language><dc:identifier id="id">{identifier}</dc:identifier><dc:date>'
        f'{m.get("date", "")}</dc:date>{subjects}{kind_tag}</metadata><manifest><item id="ncx" '
        f'href="toc.ncx" media-type="application/x-dtbncx+xml"/>{manifest}</manifest>'
        f'<spine toc="ncx">{spine}</spine></package>',
        "OEBPS/toc.ncx": '<?xml version="1.0" encoding="UTF-8"?>\n<ncx xmlns="http://www.daisy.org'
        f'/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="{identifier}"/>'
        f"</head><docTitle><text>{html.escape(title)}</text></docTitle><navMap>{points}</navMap>"
        "</ncx>",
    }
    for i, (name, lines) in enumerate(chapters):
        parts[f"OEBPS/c{i}.xhtml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title>{html.escape(name)}</title></head><body>" + "\n".join(lines)
            + "</body></html>")
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    return repack(empty.getvalue(), source, parts)


WRITERS = {name[6:]: function for name, function in list(globals().items())
           if name.startswith("write_")}
