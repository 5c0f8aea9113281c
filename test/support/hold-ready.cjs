// Loaded by Electron before the app: it isn't ready until Playwright has attached, which says so by calling this name. A
// window that is made and loaded meanwhile would have told of that before anybody listened, and the test would wait for ever.
const { app } = require('electron');

const ready = app.whenReady();
const attached = Promise.withResolvers();
app.whenReady = () => attached.promise.then(() => ready);
globalThis.__playwright_run = attached.resolve;
