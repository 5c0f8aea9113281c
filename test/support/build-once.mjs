// Before the tests that use what is shipped: builds out/, unless it is built from these very sources.
export { build as setup } from '../../scripts/build.mjs';
