// All global styles in their order; imported once, by the app's entry. The optical-size cuts of the serif carry
// the covers and headings, so they are worth their 70 KB each from disk.
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/fraunces/opsz.css';
import '@fontsource-variable/fraunces/opsz-italic.css';
import './tokens.css';
import './base.css';
