// Loads a set-up script. They are plain JavaScript, since they run before anything is installed, so a test
// states the types of what it takes from one.
export async function script<T>(name: string): Promise<T> {
  const url = new URL(`../../scripts/${name}.mjs`, import.meta.url);
  return (await import(/* @vite-ignore */ url.href)) as T;
}
