// The floor for start-up and IPC: the smallest Electron window, with one bare handler.
const { app, BrowserWindow, ipcMain } = require('electron');
const { join } = require('node:path');

void app.whenReady().then(() => {
  ipcMain.handle('bare', () => [{ id: 1, name: 'Ada', hue: 12, role: 'admin' }]);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
