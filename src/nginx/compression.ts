/** How files are precompressed when the image is built. */
export enum Compression {
  /** Every browser and every nginx knows it. */
  GZIP = 'gzip',
  /** About 15 % smaller than gzip. The image of nginx must load `ngx_http_brotli_static_module`. */
  BROTLI = 'brotli',
  /** The image of nginx must load `ngx_http_zstd_static_module`, and the build needs Node.js 22.15 or newer. */
  ZSTD = 'zstd',
}
