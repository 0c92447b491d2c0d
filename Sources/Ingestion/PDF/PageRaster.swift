internal import CCairo

/// A page painted in shades of grey, small: to see what its text does not tell.
struct PageRaster: Sendable {
  /// In pixels.
  let width: Int
  let height: Int
  /// 0 for white to 255 for black, row by row from the top left.
  let darkness: [UInt8]

  /// The most pixels that a page is given, whatever size it claims: A3 at 300 dots per inch.
  static let maximumPixels = 18_000_000.0

  /// Paints what `render` draws, at `scale` pixels a point; nil where the page has no size or the memory is lacking.
  ///
  /// See the cairo reference, “Image Surfaces”.
  init?(pageWidth: Double, pageHeight: Double, scale: Double, render: (OpaquePointer) -> Void) {
    let columns = (pageWidth * scale).rounded(.up)
    let rows = (pageHeight * scale).rounded(.up)
    guard columns >= 1, rows >= 1, columns * rows <= Self.maximumPixels, columns < 32_000, rows < 32_000 else { return nil }
    (width, height) = (Int(columns), Int(rows))
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows)) else { return nil }
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else { return nil }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    render(context)
    cairo_surface_flush(surface)
    guard let pixels = cairo_image_surface_get_data(surface) else { return nil }
    darkness = Self.darkness(pixels, width: width, height: height, stride: Int(cairo_image_surface_get_stride(surface)))
  }

  /// Green stands for brightness: near enough for a rule, and a third of the work.
  private static func darkness(_ pixels: UnsafePointer<UInt8>, width: Int, height: Int, stride: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
      for row in 0..<height {
        for column in 0..<width { buffer[row * width + column] = 255 - pixels[row * stride + column * 4 + 1] }
      }
      count = width * height
    }
  }

  /// Whether anything is painted: a grey of one eighth or more on at least one pixel in 5,000.
  var hasInk: Bool { darkness.count { $0 >= 32 } * 5_000 >= darkness.count }
}
