/**
 * What may be done in an image with a file that this library has written. Where it was written it is read-only, in a clone it is as git
 * and the umask make it: an image must not differ from checkout to checkout, or each would replace what another has released.
 */
export const FILE_MODE = '0644';
