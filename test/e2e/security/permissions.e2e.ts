// What a page may ask the browser for: nothing of it is given.
import { expect, test } from 'vitest';
import { openApp } from '../support/app.ts';

/** Each in the page, with a click behind it; one that gives anything but an error or a refusal is a hole. */
const requests = {
  camera: `navigator.mediaDevices.getUserMedia({ video: true })`,
  microphone: `navigator.mediaDevices.getUserMedia({ audio: true })`,
  screen: `navigator.mediaDevices.getDisplayMedia({ video: true })`,
  'names of devices': `navigator.mediaDevices.enumerateDevices().then((all) => { if (all.every((one) => one.label === '')) throw new Error('no names') })`,
  geolocation: `new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail, { timeout: 1000 }))`,
  notifications: `Notification.requestPermission().then((state) => { if (state !== 'granted') throw new Error(state) })`,
  'reading the clipboard': `navigator.clipboard.readText()`,
  'reading the clipboard’s data': `navigator.clipboard.read()`,
  midi: `navigator.requestMIDIAccess()`,
  'midi sysex': `navigator.requestMIDIAccess({ sysex: true })`,
  usb: `navigator.usb.requestDevice({ filters: [] })`,
  serial: `navigator.serial.requestPort()`,
  hid: `navigator.hid.requestDevice({ filters: [] }).then((all) => { if (all.length === 0) throw new Error('none') })`,
  bluetooth: `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`,
  idle: `IdleDetector.requestPermission().then((state) => { if (state !== 'granted') throw new Error(state) })`,
  'wake lock': `navigator.wakeLock.request('screen')`,
  'persistent storage': `navigator.storage.persist().then((given) => { if (!given) throw new Error('refused') })`,
  fullscreen: `document.documentElement.requestFullscreen()`,
  'pointer lock': `document.body.requestPointerLock()`,
  'keyboard lock': `navigator.keyboard.lock()`,
  'local fonts': `queryLocalFonts().then((all) => { if (all.length === 0) throw new Error('none') })`,
  'window placement': `getScreenDetails()`,
  'files to open': `showOpenFilePicker()`,
  'files to save': `showSaveFilePicker()`,
  'a folder': `showDirectoryPicker()`,
  'protocol handler': `(navigator.registerProtocolHandler('web+x', 'app://ui/?%s'), Promise.reject(new Error('asked')))`,
  payment: `new PaymentRequest([{ supportedMethods: 'basic-card' }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).show()`,
  credentials: `navigator.credentials.get({ password: true }).then((given) => { if (given === null) throw new Error('none') })`,
  'a passkey': `navigator.credentials.create({ publicKey: { challenge: new Uint8Array(16), rp: { name: 'x' }, user: { id: new Uint8Array(1), name: 'x', displayName: 'x' }, pubKeyCredParams: [] } })`,
  'storage access': `document.requestStorageAccessFor('https://evil.example')`,
  'compute pressure': `new PressureObserver(() => 0).observe('cpu')`,
  'a service worker': `navigator.serviceWorker.register('app://ui/x.js')`,
  push: `navigator.serviceWorker.ready.then((r) => r.pushManager.subscribe())`,
} as const; // prettier-ignore

test(`none of ${Object.keys(requests).length} powers is given to the page`, async () => {
  const { app, page } = await openApp();
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
  const given: string[] = [];
  for (const [name, code] of Object.entries(requests)) {
    // With a gesture, as if the person had just clicked.
    await page.mouse.click(5, 5);
    const outcome = await page.evaluate(`
      Promise.race([
        (async () => ${code})().then(() => 'given', (error) => 'refused: ' + error),
        new Promise((done) => setTimeout(done, 1500, 'no answer')),
      ])`);
    if (outcome === 'given') given.push(name);
  }
  expect(given).toEqual([]);
});

test('what a page asks about its permissions is answered with no', async () => {
  const { page } = await openApp();
  const names = [
    'camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi', 'persistent-storage', 'idle-detection', 'local-fonts', 'window-management',
    'screen-wake-lock', 'storage-access', 'background-sync', 'payment-handler',
  ]; // prettier-ignore
  const granted = await page.evaluate(async (all) => {
    const states = await Promise.all(
      all.map(async (name) => {
        try {
          return [name, (await navigator.permissions.query({ name: name as PermissionName })).state];
        } catch {
          return [name, 'unknown'];
        }
      }),
    );
    return states.filter(([, state]) => state === 'granted').map(([name]) => name);
  }, names);
  expect(granted).toEqual([]);
});
