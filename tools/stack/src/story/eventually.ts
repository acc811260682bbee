/** Waits for a condition, not for time. @throws naming it after two minutes */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`It never came: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
