import Testing

@testable import Documents

/// Names that the catalog and other programs hold: none may change because a case is renamed.
struct WireNameTests {
  @Test func `the names of refusals and of what is passed over are what they always were`() {
    #expect(
      DocumentRefusal.Reason.allCases.map(\.rawValue).joined(separator: " ")
        == "empty encrypted damaged tooLarge limit unsupportedFormat missingTool timeout unreadable "
        + "toolFailed cancelled signed locked readOnly hardLinked notRegular changed unwritable "
        + "unverified noRoom")
    #expect(
      WalkSkip.Reason.allCases.map(\.rawValue).joined(separator: " ")
        == "symbolicLink special hidden lock excluded failed")
    #expect(
      ForeignTools.Program.allCases.map(\.rawValue).joined(separator: " ")
        == "pdftotext antiword catdoc xls2csv catppt soffice exiftool djvutxt tesseract pdftoppm "
        + "readpst")
  }

  @Test func `the names of formats are what they always were`() {
    #expect(
      DocumentFormat.all.map { $0.names.sorted().joined(separator: " ") }.filter { !$0.isEmpty }
        == [
          "docm docx dotm dotx potx ppsm ppsx pptm pptx vsdm vsdx xlsm xlsx xltx", "xps", "epub",
          "odg odm odp ods odt otg otp ots ott", "doc ppt xls", "msg", "pdf", "rtf",
          "7z accdb aiff arw avi avif bin bmp bz2 cab cdr cr2 djvu dng dwg dxf eps exe flac flv gif gz heic ico "
            + "iges indd iso jp2 jpg key lnk m4a mdb mid mkv mov mp3 mp4 mpg mpp nef numbers ogg one pages png psd "
            + "pst pub rar skp sqlite step stl tar tif ttf vsd wav webm webp wma wmv xz zip",
          "html", "md", "fodg fodp fods fodt", "xml", "eml mbox mht", "ics", "vcf", "url",
          "csv tsv txt",
        ])
  }

  /// The names of an enumeration, and whether they are in the order of its cases.
  private func inOrder<Name>(
    _ cases: [Name], _ names: [String], _ others: [String: String] = [:]
  ) -> Bool {
    cases.count == names.count
      && zip(cases, names).allSatisfy { name, written in
        others["\(name)"] == written
          || "\(name)".lowercased() == written.lowercased().filter { $0 != "-" }
      }
  }

  @Test func `the elements and attributes of Office are what they always were`() {
    #expect(
      WordReader.Name.localNames.joined(separator: " ")
        == "t p pStyle outlineLvl tab br cr tc tr noBreakHyphen val vanish r moveFrom del Fallback "
        + "txbxContent footnote endnote type lang pPr tabs")
    #expect(inOrder(WordReader.Name.allCases, WordReader.Name.localNames))
    let inline = ["inlineString": "is"]
    #expect(
      WordStyles.Name.localNames == ["style", "styleId", "name", "val", "basedOn", "outlineLvl"])
    #expect(inOrder(WordStyles.Name.allCases, WordStyles.Name.localNames))
    #expect(SpreadsheetReader.Name.localNames == ["c", "t", "v", "s", "row", "is"])
    #expect(inOrder(SpreadsheetReader.Name.allCases, SpreadsheetReader.Name.localNames, inline))
    #expect(SharedStrings.Name.localNames == ["si", "t", "rPh"])
    #expect(inOrder(SharedStrings.Name.allCases, SharedStrings.Name.localNames))
    #expect(SheetCells.Name.localNames == ["row", "c", "r", "t", "v", "is"])
    #expect(inOrder(SheetCells.Name.allCases, SheetCells.Name.localNames, inline))
    #expect(SpreadsheetDates.Name.localNames == ["workbookPr", "date1904"])
    #expect(inOrder(SpreadsheetDates.Name.allCases, SpreadsheetDates.Name.localNames))
    #expect(
      SpreadsheetStyles.Name.localNames == ["numFmt", "numFmtId", "formatCode", "cellXfs", "xf"])
    #expect(inOrder(SpreadsheetStyles.Name.allCases, SpreadsheetStyles.Name.localNames))
    #expect(
      PresentationReader.Name.localNames.joined(separator: " ")
        == "t p br tc tr sp ph type Fallback fld")
    #expect(inOrder(PresentationReader.Name.allCases, PresentationReader.Name.localNames))
    #expect(DrawingReader.Name.localNames == ["Text", "Page", "Name", "Rel", "id"])
    #expect(inOrder(DrawingReader.Name.allCases, DrawingReader.Name.localNames))
    #expect(
      OfficeRemarks.Name.localNames == ["t", "p", "comment", "threadedComment", "text", "rPh"])
    #expect(inOrder(OfficeRemarks.Name.allCases, OfficeRemarks.Name.localNames))
    #expect(OfficeItems.Name.localNames == ["sldId", "sheet", "id", "name"])
    #expect(inOrder(OfficeItems.Name.allCases, OfficeItems.Name.localNames))
    #expect(
      OfficeRelationships.Name.localNames == ["Relationship", "Id", "Type", "Target", "TargetMode"])
    #expect(inOrder(OfficeRelationships.Name.allCases, OfficeRelationships.Name.localNames))
  }

  @Test func `the elements and attributes of other packages are what they always were`() {
    #expect(
      OpenDocumentReader.Name.localNames.joined(separator: " ")
        == "h p outline-level tab line-break s table-cell table-row table name annotation "
        + "tracked-changes ruby-text frame class note-citation page master-styles binary-data text-box"
    )
    #expect(
      inOrder(
        OpenDocumentReader.Name.allCases, OpenDocumentReader.Name.localNames,
        ["presentationClass": "class"]))
    #expect(
      EPUBReader.Name.localNames.joined(separator: " ")
        == "rootfile full-path title creator subject type description publisher date language item "
        + "itemref id idref href media-type meta property name content CipherReference URI")
    #expect(inOrder(EPUBReader.Name.allCases, EPUBReader.Name.localNames))
    #expect(
      XPSReader.Name.localNames.joined(separator: " ")
        == "DocumentReference PageContent Source Glyphs UnicodeString OriginY")
    #expect(inOrder(XPSReader.Name.allCases, XPSReader.Name.localNames))
    #expect(
      PropertyPart.Name.localNames.joined(separator: " ")
        == "title subject description creator language name keywords category contentStatus contentType "
        + "created modified lastModifiedBy Company Manager property date keyword initial-creator "
        + "creation-date user-defined")
    #expect(inOrder(PropertyPart.Name.allCases, PropertyPart.Name.localNames))
  }
}
