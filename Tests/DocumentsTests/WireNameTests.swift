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
}
