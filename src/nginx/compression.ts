/** How files are precompressed when the image is built. */
export enum Compression {
  /** Supported by every browser and every nginx. */
  GZIP = 'gzip',
  /** About 15 % smaller than gzip. The nginx image must load `ngx_http_brotli_static_module`. */
  BROTLI = 'brotli',
  /** The nginx image must load `ngx_http_zstd_static_module`, and the build needs Node.js 22.15 or newer. */
  ZSTD = 'zstd',
}
