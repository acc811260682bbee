/** Half up to the next five: a single person more or less cannot be read off two reports. */
export const roundedToFive = (count: number) => Math.floor((count + 2.5) / 5) * 5;
